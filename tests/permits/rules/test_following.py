"""Which changes of a permit its renewal follows, without AWS."""

import pytest

from permits.model import Permit, Status
from permits.model_changes import Property
from permits.rules.following import followed
from permits.rules.reservations import when_valid, while_undecided
from permits.rules.transitions import Transition
from tests.permits.made import A_PROPERTY, NOW, a_permit

BEFORE = a_permit(Status.ACTIVE, money="taken")
AFTER = Transition(BEFORE.model_copy(update={"vrm": "XY21ZZZ"}))


def renewal(status: Status, **facts: object) -> Permit:
    return a_permit(status, permit_id="01M7ZM7Q80MPJF01XBRKFY3TS9", renews=BEFORE.permit_id, **facts)


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.AWAITING_PAYMENT, Status.LAPSED])
def test_a_renewal_that_may_come_to_be_valid_follows_with_the_days_that_it_reserves(status: Status) -> None:
    following = followed(AFTER, BEFORE, renewal(status), NOW).following
    assert following is not None
    assert (following.permit.vrm, following.permit.timeline[-1].what) == ("XY21ZZZ", "vehicle_change_approved")
    reserved = {Status.ACTIVE: when_valid, Status.AWAITING_PAYMENT: while_undecided}.get(status)
    assert following.reservation == (reserved(following.permit) if reserved else None)


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.CANCELLED, Status.EXPIRED])
def test_one_that_is_over_stays_as_it_was(status: Status) -> None:
    assert followed(AFTER, BEFORE, renewal(status), NOW) == AFTER
    assert followed(AFTER, BEFORE, None, NOW) == AFTER


def test_what_it_was_changed_to_itself_stays() -> None:
    assert followed(AFTER, BEFORE, renewal(Status.ACTIVE, vrm="ZZ21AAA"), NOW).following is None
    moved = BEFORE.product.model_copy(update={"property": Property(uprn="1", address=A_PROPERTY.address, zone="Z3")})
    move = Transition(BEFORE.model_copy(update={"product": moved}))
    following = followed(move, BEFORE, renewal(Status.ACTIVE, vrm="ZZ21AAA"), NOW).following
    assert following is not None
    assert (following.permit.vrm, following.permit.product.property.uprn) == ("ZZ21AAA", "1")
