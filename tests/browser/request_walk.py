"""Every page that asks a form, and of what became of it, in every state, over the fake API."""

from datetime import timedelta

from care.model import RequestStatus
from care.rules.changes import change_reported
from care.rules.forms import OTHER_PAPERS
from portal.document import Fault
from portal.problems import unwrap
from tests.browser.fake_site import FakeSite
from tests.browser.person import Person
from tests.browser.walk import Look
from tests.web.fake_requests import FILE, REQUEST, FakeRequests

FORM, HERE = "/care/forms/care-assessment", f"/care/requests/{REQUEST}"
LONG = "Because of what the law says, and of what you told us about a good and a bad day. " * 12


QUEUE, CASE = "/officer/requests", f"/officer/requests/{REQUEST}"


def _copies(person: Person, site: FakeSite, look: Look) -> None:
    """Somebody wants a copy of what we keep about them."""
    page, requests = person.page, site.api.requests
    requests.copy_asked()
    person.open(QUEUE)
    person.follow("1 copy to look through")
    look(page, "care-copies")
    person.follow("ABCD2345")
    look(page, "care-case-copy-asked")
    page.fill("#words", LONG)
    person.press("Withhold it")
    look(page, "care-copies-none")
    person.open(CASE)
    look(page, "care-case-copy-withheld")


def _searching(person: Person, look: Look) -> None:
    page = person.page
    person.open("/officer/request-search")
    look(page, "care-search")
    person.press("Search")
    look(page, "care-search-nothing")
    person.fill(reference="ABCD2345")
    person.press("Search")
    look(page, "care-search-found")


def desk(person: Person, site: FakeSite, look: Look) -> None:
    """The care team's pages, for an officer who is signed in."""
    page, api = person.page, site.api
    api.requests = FakeRequests()
    person.open(QUEUE)
    look(page, "care-queue-empty")
    api.requests.sent()
    api.requests.change(priority="urgent", urgent_because=("no_food", "carer_stopped"))
    person.open(QUEUE)
    look(page, "care-queue")
    person.follow("ABCD2345")
    look(page, "care-case-why")
    person.press("Open it")
    look(page, "care-case-why-missing")
    page.fill("#reason", "It is my case")
    person.press("Open it")
    look(page, "care-case")
    api.requests.request = unwrap(change_reported(api.requests.kept, LONG, api.requests.now))
    person.open(CASE)
    look(page, "care-case-unread")
    person.press("I have read it")
    api.requests.comes("authority_proof", f"{'order-' * 20}.pdf", Fault.PASSWORD)
    person.open(CASE)
    look(page, "care-case-file-refused")
    api.requests.comes("authority_proof", f"{'order-' * 20}.png")
    person.open(f"{CASE}?file={FILE}")
    look(page, "care-case-file-shown")
    page.fill("#text", LONG)
    person.press("Save the note")
    look(page, "care-case-noted")
    person.press("Take it")
    look(page, "care-case-mine")
    person.follow("Give it to a colleague")
    look(page, "care-colleague")
    _copies(person, site, look)
    _searching(person, look)
    person.open(CASE)
    page.fill("#why", LONG[:200])
    person.press("It can wait")
    look(page, "care-case-not-urgent")
    person.press("Save")
    look(page, "care-case-nothing-chosen")
    page.check("input[value='equipment']")
    page.select_option("#ready", index=1)
    page.fill("#message", LONG)
    api.requests.happens("replied")
    person.press("Save")
    look(page, "care-case-changed-meanwhile")
    page.check("input[value='in_review']")
    person.press("Save")
    look(page, "care-case-looked-at")
    page.check("input[value='information_needed']")
    page.fill("#message", "Which day suits you?")
    person.press("Save")
    look(page, "care-queue-asked")
    api.requests.now += timedelta(minutes=5)
    api.requests.comes(OTHER_PAPERS, f"{'letter-' * 20}.png")
    person.open(CASE)
    assert "Came after your question." in person.words
    look(page, "care-case-paper-came")
    page.check("input[value='advice_only']")
    page.fill("#message", "We talked.")
    person.press("Save")
    look(page, "care-queue-ended")
    person.open(CASE)
    look(page, "care-case-ended")


def before(person: Person, site: FakeSite, look: Look) -> None:
    """Up to the list of parts."""
    person.open("/care/forms")
    look(person.page, "care-forms")
    person.open(FORM)
    look(person.page, "care-form")
    person.follow("Start now")
    look(person.page, "care-form-start-under-way")
    site.api.requests.request = None
    person.page.reload()
    look(person.page, "care-form-start")
    person.open("/care/requests")
    look(person.page, "care-requests-none")
    site.api.requests = FakeRequests()
    person.open("/care/requests")
    look(person.page, "care-requests-draft")
    person.open(HERE)
    look(person.page, "care-request-begun")


def questions(person: Person, site: FakeSite, look: Look) -> None:
    """One page of each kind, and what can be got wrong on it."""
    page, api = person.page, site.api.requests
    person.follow("Start now")
    look(page, "care-page-urgent")
    person.press("Continue")
    look(page, "care-page-urgent-nothing-chosen")
    page.check("[id='urgent.discharge']")
    page.check("[id='urgent.no_food']")
    person.press("Continue")
    look(page, "care-page-urgent-hospital-open")
    api.change(answers={"urgent": ["cannot_move"]})
    page.fill("#hospital", "Ward 3")
    person.press("Continue")
    look(page, "care-page-changed-in-another-window")
    person.open(f"{HERE}/pages/call-now")
    look(page, "care-page-call-now")
    api.change(answers={"urgent": ["none_of_these"], "authority": "no_agreement"})
    person.open(f"{HERE}/pages/not-agreed")
    look(page, "care-page-exit")
    api.answered(authority="deputy")
    for path in ("helper", "name", "birth-date", "address", "contact", "safe-contact", "falls", "assessed-before"):
        person.open(f"{HERE}/pages/{path}")
        look(page, f"care-page-{path}")
    person.open(f"{HERE}/pages/address")
    page.fill("#address_postcode", "nowhere")
    person.press("Continue")
    look(page, "care-page-address-wrong")
    repeated(person, look)
    files(person, site, look)


def repeated(person: Person, look: Look) -> None:
    page = person.page
    person.open(f"{HERE}/pages/carers")
    look(page, "care-page-carers-none")
    page.fill("[id='0.carer_name']", "Bob " * 12)
    person.press("Save and add another")
    look(page, "care-page-carers-open")
    person.open(f"{HERE}/pages/carers")
    look(page, "care-page-carers-one")
    person.open(f"{HERE}/pages/medicines")
    look(page, "care-page-medicines")


def files(person: Person, site: FakeSite, look: Look) -> None:
    page = person.page
    person.open(f"{HERE}/pages/authority-proof")
    look(page, "care-page-file")
    person.follow("Send a file")
    look(page, "care-file-kind")
    paper = {"document_id": "01KAOLD", "filename": f"{'order-' * 20}.pdf", "valid_until": "2027-12-31"}
    site.api.says("GET", "/v1/evidence", 200, {"items": [paper | {"kind": "authority_proof"}]})
    page.reload()
    look(page, "care-file-accepted-before")
    page.check("input[value='unknown']")
    person.press("Continue")
    look(page, "care-file-store")
    site.api.requests.comes("authority_proof", f"{'order-' * 20}.pdf", Fault.PASSWORD)
    person.open(f"{HERE}/evidence/authority_proof")
    look(page, "care-page-file-refused")
    with page.expect_navigation():
        page.get_by_role("link", name="Remove it").first.click()
    look(page, "care-file-remove")
    person.press("Delete it")
    look(page, "care-page-file-removed")


def replies(person: Person, site: FakeSite, look: Look) -> None:
    person.open("/account")
    look(person.page, "home-care-asked")
    person.open(f"{HERE}/reply")
    look(person.page, "care-reply")
    site.api.requests.comes(OTHER_PAPERS, f"{'letter-' * 20}.png")
    person.open(f"{HERE}/reply")
    look(person.page, "care-reply-paper-came")
    person.press("Send")
    look(person.page, "care-reply-empty")
    person.page.fill("#text", LONG)
    person.press("Send")
    look(person.page, "care-reply-sent")


def ends(person: Person, site: FakeSite, look: Look) -> None:
    page, api = person.page, site.api.requests
    person.open(f"{HERE}/check")
    look(page, "care-check-open")
    api.answered()
    person.open(HERE)
    look(page, "care-request-ready")
    person.follow("Check your answers and send")
    look(page, "care-check")
    api.change()
    person.press("Send")
    look(page, "care-check-changed-meanwhile")
    person.press("Send")
    look(page, "care-request-received")
    person.open(f"{HERE}/end")
    look(page, "care-withdraw")
    person.open(f"{HERE}/print")
    look(page, "care-print")
    person.open(f"{HERE}/death")
    look(page, "care-death")
    person.open(f"{HERE}/change")
    look(page, "care-change")
    person.press("Send")
    look(page, "care-change-empty")
    page.check("input[value='other']")
    page.fill("#text", LONG)
    person.press("Send")
    look(page, "care-change-sent")
    for status in RequestStatus:
        if status not in {RequestStatus.DRAFT, RequestStatus.SUBMITTED}:
            site.api.requests = FakeRequests()
            site.api.requests.sent(status, text=LONG)
            person.open(HERE)
            look(page, f"care-request-{status}")
            if status is RequestStatus.INFORMATION_NEEDED:
                replies(person, site, look)
    site.api.requests = FakeRequests()
    site.api.requests.declined()
    person.open(HERE)
    look(page, "care-request-declined-with-reasons")
    person.follow("Ask for a review")
    look(page, "care-review")
    person.press("Ask for a review")
    look(page, "care-review-empty")
    page.fill("#why", LONG)
    person.press("Ask for a review")
    look(page, "care-request-in-review-again")
    site.api.requests = FakeRequests()
    site.api.requests.sent(RequestStatus.WITHDRAWN)
    person.open("/care/requests")
    look(page, "care-requests-withdrawn")
    site.api.requests = FakeRequests()
    person.open(f"{HERE}/end")
    look(page, "care-discard")
    person.press("Delete it")
    person.open(HERE)
    look(page, "care-request-gone")
    site.api.refuses("GET", "/v1/requests", 403, "care_closed", "You chose a new password a short while ago.")
    person.open("/care/requests")
    look(page, "care-requests-closed")
