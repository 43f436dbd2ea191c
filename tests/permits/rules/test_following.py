"""Which changes of a permit its renewal follows, without AWS."""

from datetime import timedelta

import pytest

from permits.model import Permit, Status
from permits.model_changes import ChangeStatus, Property
from permits.rules import changes
from permits.rules.catalogue import catalogue
from permits.rules.changes import ChangeIds, NewChange
from permits.rules.ending import expired
from permits.rules.following import followed
from permits.rules.reservations import when_valid, while_undecided
from permits.rules.transitions import Following, Reserved, Transition
from portal.problems import Refusal
from tests.permits.made import A_PROPERTY, NOW, a_permit

BEFORE = a_permit(Status.ACTIVE, money="taken")
AFTER = Transition(BEFORE.model_copy(update={"vrm": "XY21ZZZ"}))


def renewal(status: Status, **facts: object) -> Permit:
    return a_permit(status, permit_id="01M7ZM7Q80MPJF01XBRKFY3TS9", renews=BEFORE.permit_id, **facts)


def with_renewal(decided: Transition, before: Permit, one: Permit) -> Following | None:
    found = followed(decided, before, one, NOW)
    assert isinstance(found, Transition)
    return found.following


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.AWAITING_PAYMENT, Status.LAPSED])
def test_a_renewal_that_may_come_to_be_valid_follows_with_the_days_that_it_reserves(status: Status) -> None:
    following = with_renewal(AFTER, BEFORE, renewal(status))
    assert following is not None
    assert (following.permit.vrm, following.permit.timeline[-1].what) == ("XY21ZZZ", "vehicle_change_approved")
    reserved = {Status.ACTIVE: when_valid, Status.AWAITING_PAYMENT: while_undecided}.get(status)
    assert following.reservation == (reserved(following.permit) if reserved else None)


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.CANCELLED, Status.EXPIRED])
def test_one_that_is_over_stays_as_it_was(status: Status) -> None:
    assert followed(AFTER, BEFORE, renewal(status), NOW) == AFTER
    assert followed(AFTER, BEFORE, None, NOW) == AFTER


def test_what_it_was_changed_to_itself_stays() -> None:
    assert with_renewal(AFTER, BEFORE, renewal(Status.ACTIVE, vrm="ZZ21AAA")) is None
    moved = BEFORE.product.model_copy(update={"property": Property(uprn="1", address=A_PROPERTY.address, zone="Z3")})
    move = Transition(BEFORE.model_copy(update={"product": moved}))
    following = with_renewal(move, BEFORE, renewal(Status.ACTIVE, vrm="ZZ21AAA"))
    assert following is not None
    assert (following.permit.vrm, following.permit.product.property.uprn) == ("ZZ21AAA", "1")


# ------------------------------------------------------------------------------ a change that is open at the last day

IDS = ChangeIds("01M7ZM7Q80MPJF01XBRKFY3TR0", "01M7ZM7Q80MPJF01XBRKFY3TR1")
LATER = NOW + timedelta(days=365)


def with_a_change_in_review(*, renewed: bool) -> Permit:
    """Of its vehicle, still open when the permit's last day is over."""
    before = BEFORE.model_copy(update={"renewed": renewed})
    new = changes.vehicle_change(before, "XY21ZZZ", "another_vehicle", IDS, catalogue(), NOW, confirmed=True)
    assert isinstance(new, NewChange)
    facts = {"status": ChangeStatus.IN_REVIEW, "money": "taken", "queued_at": NOW, "lapses_at": None}
    permit = new.transition.permit.with_change(new.change.model_copy(update=facts))
    over = expired(permit, LATER)
    assert over is not None
    return over.permit


def approved(permit: Permit, one: Permit | None) -> Transition | Refusal:
    decided = changes.decided_case(
        permit, IDS.change_id, "approve", None, version=permit.version, all_clean=True, now=LATER
    )
    return decided if isinstance(decided, Refusal) else followed(decided, permit, one, LATER)


def test_without_a_renewal_that_is_paid_for_it_ends_with_its_permit() -> None:
    permit = with_a_change_in_review(renewed=False)
    assert (permit.status, permit.open_change) == (Status.EXPIRED, None)


def test_it_goes_on_for_the_renewal_alone_and_the_permit_that_is_over_stays_as_it_was() -> None:
    permit = with_a_change_in_review(renewed=True)
    assert permit.open_change is not None
    found = approved(permit, renewal(Status.ACTIVE))
    assert isinstance(found, Transition)
    assert found.following is not None
    assert (found.permit.vrm, found.permit.status, found.permit.open_change) == ("AB12CDE", Status.EXPIRED, None)
    assert (found.reservation, found.following.permit.vrm) == (Reserved.AS_BEFORE, "XY21ZZZ")
    assert found.following.reservation == when_valid(found.following.permit)


@pytest.mark.parametrize("one", [None, renewal(Status.CANCELLED), renewal(Status.ACTIVE, vrm="ZZ21AAA")])
def test_where_there_is_nothing_to_change_any_more_it_can_only_be_rejected(one: Permit | None) -> None:
    permit = with_a_change_in_review(renewed=True)
    refused = approved(permit, one)
    assert isinstance(refused, Refusal)
    assert refused.code == "permit_not_active"
    no = changes.decided_case(permit, IDS.change_id, "reject", "Why", version=1, all_clean=True, now=LATER)
    assert isinstance(no, Transition)
    assert followed(no, permit, one, LATER) == no
