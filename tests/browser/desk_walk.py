"""Every page of the permits team, in every state, over the fake API."""

from tests.browser.fake_site import FakeSite
from tests.browser.permit_walk import EVENTS, LONG
from tests.browser.person import Person
from tests.browser.walk import Look
from tests.web.fake_permits import (
    CHECKED,
    PERMIT_ID,
    RENEWAL_ID,
    case,
    document,
    entry,
    found_permit,
    in_queue,
    queue,
)
from tests.web.fake_staff_pool import PASSWORD

CASE = f"/officer/permits/{PERMIT_ID}"


def officers(person: Person, site: FakeSite, look: Look) -> None:
    """Officers: sign in, queue, case, decision."""
    page, api = person.page, site.api
    person.open("/officer")
    look(page, "officer-sign-in")
    person.press("Sign in")
    look(page, "officer-sign-in-nothing-typed")
    person.fill(email="permits@staff.example.org", password=PASSWORD)
    person.press("Sign in")
    waiting = [in_queue(number, queued_at=f"2026-11-{number:02}T14:00:00Z") for number in range(10, 14)]
    held = {"hold_ends_at": "2026-11-22T14:00:00Z", "claimed_by": "officer-2", "claimed_until": "2026-11-21T14:20:00Z"}
    late = [in_queue(14, no_answer=True, **held), in_queue(15, answered=True, claimed_by="officer-1", mine=True)]
    api.says("GET", "/v1/officer/permits", 200, queue(*waiting, *late, count=60, previous="less", next="more"))
    person.open("/officer/permits")
    look(page, "officer-queue")
    _together(person, site, look)
    page.get_by_text("Menu", exact=True).click()
    look(page, "officer-menu")
    api.says("GET", "/v1/officer/permits", 200, queue())
    person.open("/officer/permits?zone=Z9")
    look(page, "officer-queue-empty")
    api.says("POST", "/v1/officer/claims", 204, None)
    page.get_by_role("button", name="Take the next case in Z9").click()
    look(page, "officer-queue-nothing-next")
    api.refuses("GET", "/v1/officer/permits", 403, "wrong_role")
    person.open("/officer/permits")
    look(page, "officer-wrong-role")
    person.open("/officer/signed-in?error=access_denied")
    look(page, "officer-not-signed-in")
    _searching(person, site, look)
    _checking_vehicles(person, site, look)
    _looking_at_cases(person, site, look)
    _deciding(person, site, look)


def _together(person: Person, site: FakeSite, look: Look) -> None:
    """One question for several, on the page of the queue."""
    page, api = person.page, site.api
    page.get_by_text("The same for all that are ticked", exact=True).click()
    person.press("Do this for all that are ticked")
    look(page, "officer-queue-nothing-ticked")
    failed = {"permit_id": PERMIT_ID, "code": "changed_meanwhile"}
    api.says("POST", "/v1/officer/decisions", 200, {"done": [RENEWAL_ID], "failed": [failed]})
    page.locator(".portal-tick").first.check()
    page.get_by_label("Ask the same question", exact=True).check()
    page.fill("#reason", LONG)
    person.press("Do this for all that are ticked")
    look(page, "officer-queue-decided-together")


def _searching(person: Person, site: FakeSite, look: Look) -> None:
    page, api, search = person.page, site.api, ("POST", "/v1/officer/permit-searches")
    person.open("/officer/search")
    look(page, "officer-search")
    api.says(*search, 200, {"items": [], "next": None})
    person.press("Search")
    look(page, "officer-search-nothing")
    found = [found_permit(), found_permit(status="active", reference="LP-9Q2M-7H3K")]
    api.says(*search, 200, {"items": found, "next": PERMIT_ID})
    person.fill(postcode="LE11 3ED", house="12")
    person.press("Search")
    look(page, "officer-search-found")
    api.refuses(*search, 422, "invalid_input", errors=[("postcode", "Enter a full UK postcode, like LE11 3ED.")])
    person.press("Search")
    look(page, "officer-search-refused")
    person.open("/officer/evidence/01JDQ4Z7V8M3T5N6P9R2S4W6XY")
    look(page, "officer-evidence")
    person.press("Save")
    look(page, "officer-evidence-nothing-chosen")
    page.check("input[value='refuse']")
    person.press("Save")
    look(page, "officer-evidence-refused")


def _checking_vehicles(person: Person, site: FakeSite, look: Look) -> None:
    page, api, check = person.page, site.api, ("POST", "/v1/officer/vehicle-checks")
    person.open("/officer/vehicle-check")
    look(page, "officer-vehicle-check")
    person.press("Check")
    look(page, "officer-vehicle-check-nothing-typed")
    valid = {"valid": True, "permit_type": "resident", "zone": "Z3", "valid_until": "2027-11-20"}
    api.says(*check, 200, CHECKED | valid)
    person.fill(vrm="ab12 cde", zone="z3")
    person.press("Check")
    look(page, "officer-vehicle-check-valid")
    api.says(*check, 200, CHECKED | {"near": [{"vrm": "AB12CDE", "zone": "Z4"}]})
    person.press("Check")
    look(page, "officer-vehicle-check-near")


def _looking_at_cases(person: Person, site: FakeSite, look: Look) -> None:
    """Cases as they stand: a colleague's, the officer's own, one that is over, a live permit."""
    page, api, opened = person.page, site.api, ("GET", "/v1/officer/permits/{id}")
    beside = {"household": [found_permit(status="active")], "earlier": [found_permit(), found_permit()]}
    notes = [{"note_id": "n", "at": "2026-11-21T14:00:00Z", "by": "officer-2", "mine": False, "text": LONG}]
    theirs = in_queue(claimed_by="officer-2", claimed_until="2026-11-21T14:20:00Z")
    ours = in_queue(mine=True, claimed_by="officer-1", taken_from="officer-2", hold_ends_at="2026-11-22T14:00:00Z")
    ours["enquiry"] = {"at": "2026-11-21T14:00:00Z", "answer": "not_found"}
    for state, waiting in {"of-colleague": theirs, "taken-over": ours}.items():
        shown = case(documents=[document("clean")]) | beside | {"notes": notes, "waiting": waiting}
        api.says(*opened, 200, shown | {"hold_ends_at": waiting["hold_ends_at"]})
        person.open(CASE)
        look(page, f"officer-case-{state}")
    page.get_by_role("link", name="Give it to a colleague").click()
    page.wait_for_url("**/colleague")
    look(page, "officer-colleague")
    person.press("Give it to them")
    look(page, "officer-colleague-nothing-chosen")
    api.says(*opened, 200, case("rejected", money="released") | beside | {"waiting": None, "applicant": None})
    person.open(CASE)
    look(page, "officer-case-over")
    api.says(*opened, 200, case("active", money="taken", can=["stop_auto_renew"]) | {"waiting": None})
    person.open(CASE)
    look(page, "officer-case-live")
    page.get_by_role("link", name="Stop the automatic renewal").click()
    page.wait_for_url("**/auto-renewal")
    look(page, "officer-stop-renewal")
    person.open(CASE)
    page.get_by_role("link", name="Cancel the permit for its holder").click()
    look(page, "officer-cancel")
    api.refuses(
        "POST", "/v1/officer/permits/{id}/cancellation", 409, "not_live", "Only a live permit can be cancelled."
    )
    person.press("Cancel the permit")
    look(page, "officer-cancel-refused")
    api.replies.clear()


def _deciding(person: Person, site: FakeSite, look: Look) -> None:
    page, api = person.page, site.api
    whole = case(timeline=[*EVENTS, entry("replied", LONG)], documents=[document("clean"), document("scanning")])
    api.says("GET", "/v1/officer/permits/{id}", 200, whole | {"tenancy_ends_on": "2027-06-30"})
    person.open(CASE)
    look(page, "officer-case")
    person.press("Continue Alt+C")
    look(page, "officer-case-nothing-chosen")
    page.check("input[value='reject']")
    person.press("Continue Alt+C")
    look(page, "officer-case-reason-missing")
    page.fill("#reason", LONG)
    person.press("Continue Alt+C")
    look(page, "officer-confirm-rejection")
    person.open(CASE)
    page.check("input[value='ask']")
    page.fill("#reason", "Which flat is it?")
    person.press("Continue Alt+C")
    look(page, "officer-confirm-question")
    person.open(CASE)
    page.check("input[value='approve']")
    person.press("Continue Alt+C")
    look(page, "officer-confirm-approval")
    api.refuses("POST", "/v1/officer/permits/{id}/decision", 409, "documents_not_checked", "Wait for the documents.")
    person.press("Approve Alt+C")
    look(page, "officer-documents-not-checked")
    person.press("Continue Alt+C")
    api.refuses("POST", "/v1/officer/permits/{id}/decision", 409, "not_in_review")
    api.says("GET", "/v1/officer/permits/{id}", 200, case("information_needed", timeline=EVENTS))
    person.press("Approve Alt+C")
    look(page, "officer-changed-meanwhile")
    api.replies.clear()
    person.open(CASE)
    cookies = [cookie for cookie in page.context.cookies() if cookie["name"] != "__Host-officer"]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]  # as Playwright itself gave them
    person.press("Continue Alt+C")
    look(page, "officer-session-ended-while-sending")
