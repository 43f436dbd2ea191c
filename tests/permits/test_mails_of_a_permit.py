"""What the holder of a permit reads by email, and when."""

import pytest

from tests.support.buyer import Buyer
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Mail, Visitor


@pytest.fixture
def buyer(portal: InProcessPortal) -> Buyer:
    """Somebody with an account, and a property with two places."""
    visitor = Visitor(portal)
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    return buyer


def mails(buyer: Buyer, subject: str) -> list[Mail]:
    return [mail for mail in buyer.portal.mails(buyer.visitor.email) if subject in mail.subject]


def test_whoever_has_applied_is_told_what_is_left_and_until_when(buyer: Buyer) -> None:
    buyer.applies()
    buyer.portal.settle()
    [mail] = mails(buyer, "Finish your permit application")
    assert "for AB12CDE" in mail.text
    assert "By 6:00pm on 22 November 2026 you still need to upload your vehicle's registration certificate" in mail.text
    assert ", then pay £55." in mail.text
    assert "Market Place" not in mail.text


def test_who_has_paid_already_is_not_asked_to(buyer: Buyer) -> None:
    """The event is late: the bus gave it back, or the outbox was swept."""
    buyer.portal.stream_works = False
    buyer.applies()
    buyer.sends()
    buyer.pays()
    buyer.stack.clock.forward(minutes=6)
    buyer.portal.run_jobs()
    buyer.portal.settle()
    buyer.waits_for("in_review", "authorised")
    assert mails(buyer, "Finish your permit application") == []


def test_a_live_permit_is_told_with_its_vehicle_and_its_days(buyer: Buyer) -> None:
    buyer.applies()
    buyer.sends()
    buyer.pays()
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    [mail] = mails(buyer, "is live")
    for line in ("Vehicle: AB12CDE", "First day: 21 November 2026", "Last day: 20 November 2027", "You paid £55."):
        assert line in mail.text


@pytest.mark.parametrize(("days", "about"), [(1, "is approved (it starts on 22 November 2026)"), (0, "is live")])
def test_a_permit_that_starts_later_is_not_told_to_be_live(buyer: Buyer, days: int, about: str) -> None:
    """Approved on 21 November."""
    buyer.start_date = f"2026-11-{21 + days}"
    buyer.applies()
    buyer.sends()
    buyer.pays()
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    [mail] = [one for one in mails(buyer, "Your parking permit") if "approved" in one.text]
    assert about in mail.subject
    assert ("It starts on 22 November 2026, and covers AB12CDE from that day on." in mail.text) is (days > 0)
    assert ("live" in mail.text) is (days == 0)
