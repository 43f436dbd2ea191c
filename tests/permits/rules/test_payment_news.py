"""News of one payment that overtakes other news of it."""

from datetime import timedelta
from itertools import permutations

import pytest

from permits.model import Permit, Status
from permits.model_changes import ChangeStatus
from permits.rules import changes
from permits.rules.catalogue import catalogue
from permits.rules.payment_news import follows
from tests.permits.made import NOW, a_permit, in_review

IDS = changes.ChangeIds("01M7ZM7Q80MPJF01XBRKFY3TRX", "01M7ZM7Q80MPJF01XBRKFY3TRY")
HELD_LOST_HELD = [("PaymentAuthorised", 2), ("PaymentLost", 4), ("PaymentAuthorised", 7)]


def after(permit: Permit, change_id: str | None, news: list[tuple[str, int]]) -> Permit:
    """Each is heard, and heard again."""
    for event, order in [one for one in news for _ in range(2)]:
        found = follows(permit, change_id, event, order, NOW)
        permit = found.permit if found else permit
    return permit


def a_changed() -> Permit:
    permit = in_review(Status.ACTIVE, money="taken", valid_until=(NOW + timedelta(days=99)).date())
    new = changes.vehicle_change(permit, "XY21ZZZ", "new_plate", IDS, catalogue(), NOW, confirmed=True)
    assert isinstance(new, changes.NewChange)
    return new.transition.permit


@pytest.mark.parametrize("news", list(permutations(HELD_LOST_HELD)))
def test_lost_and_held_again_in_any_order_is_held(news: list[tuple[str, int]]) -> None:
    permit = after(a_permit(all_clean=True, lapses_at=NOW), None, news)
    assert (permit.status, permit.money, permit.lapses_at) == (Status.IN_REVIEW, "authorised", None)
    change = after(a_changed(), IDS.change_id, news).change(IDS.change_id)
    assert change is not None
    assert (change.status, change.money, change.lapses_at) == (ChangeStatus.IN_REVIEW, "authorised", None)


@pytest.mark.parametrize("news", list(permutations([("PaymentPaid", 2), ("PaymentLost", 4)])))
def test_taken_and_lost_in_any_order_is_waited_for(news: list[tuple[str, int]]) -> None:
    permit = after(a_permit(all_clean=True, lapses_at=NOW), None, news)
    assert (permit.status, permit.money) == (Status.AWAITING_PAYMENT, "due")


def test_news_of_what_the_permit_does_not_have_is_none() -> None:
    assert follows(a_permit(), IDS.change_id, "PaymentLost", 1, NOW) is None
