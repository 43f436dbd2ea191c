"""What only a Blue Badge shows, in every state, over the fake API."""

from datetime import date

from care.model import Fee, RequestStatus
from care.rules.forms import form_of
from portal.problems import unwrap
from tests.browser.fake_site import FakeSite
from tests.browser.person import Person
from tests.browser.request_walk import CASE, HERE, QUEUE
from tests.browser.walk import Look
from tests.web.fake_permits import PAYMENT_ID, payment
from tests.web.fake_requests import REQUEST, FakeRequests, a_badge_to_order


def asked(person: Person, site: FakeSite, look: Look) -> None:
    """For somebody who is signed in: up to the badge that is paid for."""
    site.api.requests = _a_badge()
    person.open("/care/forms/blue-badge")
    look(person.page, "badge-form")
    for path, chosen in (
        ("pip", {"benefits": ["pip"]}),
        ("photo", {"benefits": ["sight"]}),
        ("aids", {}),
        ("not-eligible", {"walking_what": ["none_of_these"]}),
        ("with-assessment", {}),
    ):
        site.api.requests = _a_badge()
        site.api.requests.answered(**chosen)
        person.open(f"{HERE}/pages/{path}")
        look(person.page, f"badge-page-{path}")
    site.api.requests.sent(RequestStatus.APPROVED)
    site.api.requests.change(valid_until=date(2029, 11, 20), fee=Fee(payment_id="P" * 26, amount_pence=1_000))
    person.open(HERE)
    look(person.page, "badge-agreed")
    bill = {"description": "Blue Badge", "amount_pence": 1_000, "bill": True, "for": {"kind": "request", "id": REQUEST}}
    for status in ("due", "paid"):
        site.api.says("GET", "/v1/payments/{id}", 200, payment(status, **bill))
        person.open(f"/payments/{PAYMENT_ID}")
        look(person.page, f"badge-payment-{status}")
    site.api.requests = a_badge_to_order()
    site.api.requests.change(fee=Fee(payment_id=PAYMENT_ID, amount_pence=1_000, paid_at=site.api.requests.now))
    person.open(HERE)
    look(person.page, "badge-being-made")


def desk(person: Person, site: FakeSite, look: Look) -> None:
    """For an officer who is signed in: with an expert and a last day."""
    page = person.page
    site.api.requests = _a_badge()
    site.api.requests.sent(main_reason="walking", also=["hidden", "arms"], hidden_what=["distress"])
    site.api.requests.opened = True
    person.open(CASE)
    look(page, "badge-case")
    page.check("input[value='badge_agreed']")
    page.fill("#message", "We agree.")
    person.press("Save")
    look(page, "badge-case-no-last-day")
    page.check("input[value='with_assessor']")
    person.press("Save")
    person.open(f"{QUEUE}?status=with_assessor")
    look(page, "badge-queue-expert")
    site.api.requests = a_badge_to_order()
    person.open(QUEUE)
    person.follow("Badges to order")
    look(page, "badges-to-order")
    person.follow(site.api.requests.kept.reference or "")
    look(page, "badge-to-order")
    person.press("The badge is ordered")
    look(page, "badges-to-order-none")


def _a_badge() -> FakeRequests:
    return FakeRequests(form=unwrap(form_of("blue-badge", None)))
