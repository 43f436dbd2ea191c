"""What the council asks for, in a real browser on the whole stack: asked, paid, refunded by two officers."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from portal.london import today
from tests.browser.conftest import People
from tests.browser.person import Person
from tests.local_stack import RunningStack
from tests.support.pay import GOOD_CARD

pytestmark = [pytest.mark.stack, pytest.mark.browser]

FOR = "Dropped kerb, 1 Invented Row"


@pytest.fixture
def officer(people: People, stack: RunningStack) -> Callable[[str], Person]:
    """Makes officers of the payments team who have signed in, by the beginning of their address."""

    def signs_in(name: str) -> Person:
        [user] = [one for one in stack.staff["users"] if one["email"].startswith(f"{name}@")]
        person = people()
        person.sign_in_to_desk(user)
        assert person.path == "/officer/payments", person.heading
        return person

    return signs_in


def asks_for(officer: Person, payer: Person, pounds: str) -> str:
    """From the list to the payment that is asked for; its address."""
    officer.follow("Ask for a payment")
    officer.fill(email=payer.email)
    officer.press("Find")
    officer.follow("Ann Smith")
    due = today(datetime.now(UTC)) + timedelta(days=14)
    officer.fill(description=FOR, amount=pounds)
    officer.fill(due_date_day=str(due.day), due_date_month=str(due.month), due_date_year=str(due.year))
    officer.press("Continue")
    assert officer.heading == f"You are about to ask Ann Smith for £{pounds}"
    officer.press("Ask for this payment")
    assert officer.heading == FOR
    return officer.path


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_asked_for_paid_and_refunded_by_two_officers(
    people: People, officer: Callable[[str], Person], stack: RunningStack, javascript: bool
) -> None:
    payer = people(javascript=javascript)
    payer.make_account()
    first, second = officer("payments"), officer("second.payments")
    where = asks_for(first, payer, "150.00")

    payer.open("/account")
    assert "Your payment is due: £150.00" in payer.words
    payer.follow("View or pay")
    payer.press("Pay now")
    assert payer.page.url.startswith(stack.pay)
    payer.page.fill("#card", GOOD_CARD)
    payer.press("Confirm payment")
    payer.open("/payments")
    payer.follow(FOR)
    payer.follow("Receipt")
    assert "£150.00" in payer.words

    first.open(where)
    first.fill(amount="120", reason="The kerb was not dropped.")
    first.press("Refund")
    assert "You asked for it: another officer has to agree" in first.words
    second.open(where)
    second.press("Agree to this refund")
    payer.open(where.removeprefix("/officer"))
    payer.reload_until(lambda: "£120.00 was refunded" in payer.words)
