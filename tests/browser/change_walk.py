"""Every page about changes of a live permit, in every state, over the fake API."""

from tests.browser.fake_site import FakeSite
from tests.browser.permit_walk import LONG, ONE, PAYMENT
from tests.browser.person import Person
from tests.browser.walk import Look
from tests.web.fake_changes import CHANGE_ID, change, changed, move, payment_of_change
from tests.web.fake_permits import document, permit, property_found

CHANGE = f"{ONE}/changes/{CHANGE_ID}"
CHANGES = {
    "not-paid": change(),
    "ready-to-pay": change(documents=[document("scanning")], can=["pay", "add_documents", "withdraw"]),
    "in-review": change("in_review"),
    "asked": change("information_needed", reason=LONG),
    "approved": change("approved"),
    "rejected": change("rejected", reason=LONG, money="released"),
    "lapsed": change("lapsed", money="taken"),
    "withdrawn": change("withdrawn", money="released"),
    "move-not-complete": move(),
    "move-approved": move("approved"),
}


def changes(person: Person, site: FakeSite, look: Look) -> None:
    """A change is asked for, and looked at in each of its states."""
    page, api = person.page, site.api
    api.says("GET", "/v1/permits/{id}", 200, permit("active"))
    person.open(f"{ONE}/change-vehicle")
    look(page, "change-vehicle")
    person.press("Continue")
    look(page, "change-vehicle-nothing-typed")
    page.get_by_label("I have another vehicle", exact=True).check()
    person.fill(vrm="XY2I ZZZ")
    person.press("Continue")
    look(page, "change-vehicle-asked-back")
    _moving(person, site, look)
    for name, body in CHANGES.items():
        api.says("GET", "/v1/permits/{id}", 200, changed(body))
        person.open(CHANGE)
        look(page, f"change-{name}")
        if body["can"]:
            person.open(ONE)
            look(page, f"permit-with-change-{name}")
    for name in ("reply", "withdraw", "documents/v5c", "documents/v5c/sent"):
        api.says("GET", "/v1/permits/{id}", 200, changed(CHANGES["asked"]))
        person.open(f"{CHANGE}/{name}")
        look(page, f"change-{name.replace('/', '-')}")
    for status in ("due", "authorised"):
        api.says("GET", "/v1/payments/{id}", 200, payment_of_change(status))
        person.open(PAYMENT)
        look(page, f"payment-of-change-{status}")
    api.replies.clear()


def _moving(person: Person, site: FakeSite, look: Look) -> None:
    page, api = person.page, site.api
    person.open(f"{ONE}/change-address")
    look(page, "change-address")
    person.press("Find the new address")
    look(page, "change-address-nothing-typed")
    person.fill(postcode="LE11 3ED", house="12")
    api.says("POST", "/v1/permit-properties", 200, {"items": []})
    person.press("Find the new address")
    look(page, "change-address-not-found")
    outside = property_found("9", "1", zone=None, place_free=None, instead="This property is in Leicester. Ask there.")
    api.says("POST", "/v1/permit-properties", 200, {"items": [outside]})
    person.press("Find the new address")
    look(page, "change-address-outside")
    api.replies.pop(("POST", "/v1/permit-properties"))
    person.press("Find the new address")
    look(page, "change-address-choose")
    person.press("Continue")
    look(page, "change-address-nothing-chosen")
    page.locator("input[type=radio]").first.check()
    api.refuses("POST", "/v1/permits/{id}/address-changes", 409, "different_zone", "In zone Z4.")
    person.press("Continue")
    look(page, "change-address-elsewhere")
