"""Each page of the payments team in each of its states."""

from tests.browser.fake_site import FakeSite
from tests.browser.person import Person
from tests.browser.walk import Look
from tests.web.fake_billing import difference, listed, listing, opened, reconciliation, refund, undelivered
from tests.web.fake_permits import ACCOUNT_ID, PAYMENT_ID
from tests.web.fake_staff_pool import PASSWORD

LIST = "/officer/payments"
ONE = f"{LIST}/{PAYMENT_ID}"
LONG = "Dropped kerb and a very long description of it, Invented-Place-Without-A-Break " * 2


def payments_team(person: Person, site: FakeSite, look: Look) -> None:
    """The list, finding somebody, asking, one payment as it goes, the ledger."""
    page, api = person.page, site.api
    api.replies.clear()
    person.open("/officer")
    person.fill(email="permits@staff.example.org", password=PASSWORD)
    person.press("Sign in")
    rows = [listed(description=LONG), listed(waiting_pence=0, status="due")]
    api.says("GET", "/v1/officer/payments", 200, listing(*rows, following="more"))
    person.open(LIST)
    look(page, "billing-list")
    api.says("GET", "/v1/officer/payments", 200, listing())
    person.open(f"{LIST}?status=due")
    look(page, "billing-list-empty")
    person.open(f"{LIST}/accounts")
    look(page, "billing-find")
    person.press("Find")
    look(page, "billing-find-nothing-typed")
    person.fill(email="kim@example.com")
    person.press("Find")
    look(page, "billing-found")
    person.open(f"{LIST}/accounts/{ACCOUNT_ID}")
    look(page, "billing-ask")
    person.press("Continue")
    look(page, "billing-ask-nothing-typed")
    person.fill(description=LONG[:100], amount="20", due_date_day="1", due_date_month="12", due_date_year="2026")
    person.press("Continue")
    look(page, "billing-ask-check")
    _one(person, site, look)
    cases = [
        difference("dispute"),
        difference("refund_unknown", "r2"),
        difference("later_error", "r3", closed_at="2026-11-21T09:00:00Z", word=LONG),
    ]
    api.says("GET", "/v1/officer/reconciliation", 200, reconciliation(cases))
    person.open(f"{LIST}/reconciliation")
    look(page, "billing-ledger")
    person.press("Close this case")
    look(page, "billing-ledger-word-missing")
    api.replies.clear()
    person.open("/officer/summary")
    look(page, "officer-summary")
    lost = [undelivered(name=LONG), undelivered(name=None)]
    api.says("GET", "/v1/officer/undelivered-notices", 200, {"items": lost, "next": "more"})
    person.open("/officer/undelivered")
    look(page, "officer-undelivered")
    person.open(f"/officer/accounts/{ACCOUNT_ID}/notices")
    look(page, "officer-notices")
    withheld = undelivered(status="withheld", messages=[])
    stopped = {"items": [withheld], "next": None, "contact_stop": "died"}
    api.says("GET", "/v1/officer/accounts/{id}/notices", 200, stopped)
    person.open(f"/officer/accounts/{ACCOUNT_ID}/notices")
    look(page, "officer-notices-stopped")
    person.open(f"{LIST}/reconciliation")
    look(page, "billing-ledger-agrees")


def _one(person: Person, site: FakeSite, look: Look) -> None:
    page, api = person.page, site.api
    states = {
        "due": opened("due", description=LONG),
        "withdrawn": opened("withdrawn", withdrawn_because=LONG, payer=None),
        "paid": opened(),
        "waiting": opened(officer_refunds=[refund("awaiting_second_officer", reason=LONG)]),
        "waiting-own": opened(officer_refunds=[refund("awaiting_second_officer", asked_by="officer-1")]),
        "failed": opened(officer_refunds=[refund("refunded", amount_pence=500), refund("failed")]),
        "by-bank": opened(officer_refunds=[refund("made_by_bank", bank_reference="BACS 1"), refund("lapsed")]),
    }
    for name, body in states.items():
        api.says("GET", "/v1/officer/payments/{id}", 200, body)
        person.open(ONE)
        look(page, f"billing-one-{name}")
    api.says("GET", "/v1/officer/payments/{id}", 200, opened())
    person.open(ONE)
    person.press("Refund")
    look(page, "billing-refund-nothing-typed")
