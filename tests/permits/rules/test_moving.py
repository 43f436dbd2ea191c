"""A move to another zone: what is left ends the day before the new permit begins. Without AWS."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permits.model import Permit, Status
from permits.model_changes import Property
from permits.rules.applying import NewApplication, applied
from permits.rules.catalogue import catalogue
from permits.rules.ending import expired
from permits.rules.last_days import expires_at, may_renew, next_reminder
from permits.rules.moving import replaced
from permits.rules.offers import can
from permits.rules.transitions import Reserved
from portal.events.permits import PermitReplaced
from portal.london import today
from portal.problems import Refusal
from tests.permits.made import A_PROPERTY, ACCOUNT_ID, IDENTITY, NOW, TODAY, a_permit, a_product, an_application

LEFT = a_permit(Status.ACTIVE, money="taken")
THERE = Property(uprn="990000001005", address=A_PROPERTY.address, zone="Z4")


def new_from(first: date) -> Permit:
    return a_permit(Status.ACTIVE, permit_id="01M7ZM7Q80MPJF01XBRKFY3TS9", moves_from=LEFT.permit_id, valid_from=first)


@given(st.integers(0, 400))
def test_what_is_left_ends_before_the_new_one_begins_and_is_due_for_nothing_else(days: int) -> None:
    first = TODAY + timedelta(days=days)
    left = replaced(LEFT, new_from(first), NOW)
    assert left is not None
    assert left.valid_until == min(LEFT.valid_until, first - timedelta(days=1))
    assert next_reminder(left) is None
    assert isinstance(may_renew(left, NOW), Refusal)
    assert can(left, NOW, documents_missing=False) == ["cancel"]
    end = expires_at(left)
    assert end is not None
    assert expired(left, end - timedelta(seconds=1)) is None
    over = expired(left, end)
    assert over is not None
    assert (over.permit.status, over.reservation, over.event) == (Status.REPLACED, Reserved.FREED, PermitReplaced)
    assert today(end) > left.valid_until


@pytest.mark.parametrize("status", [Status.EXPIRED, Status.CANCELLED])
def test_what_is_over_is_not_left(status: Status) -> None:
    assert replaced(LEFT.model_copy(update={"status": status}), new_from(TODAY), NOW) is None


@pytest.mark.parametrize(
    ("left", "zone", "code"),
    [(LEFT, "Z3", "invalid_input"), (LEFT.model_copy(update={"status": Status.EXPIRED}), "Z4", "permit_not_active")],
)
def test_only_an_active_permit_of_another_zone_is_left(left: Permit, zone: str, code: str) -> None:
    product = a_product().model_copy(update={"property": THERE.model_copy(update={"zone": zone})})
    refused = applied(an_application(), product, ACCOUNT_ID, IDENTITY, catalogue(), NOW, moves_from=left)
    assert isinstance(refused, Refusal)
    assert refused.code == code


def test_a_move_needs_proof_of_residency_and_the_vehicle_s() -> None:
    for permit_type, kinds in (
        ("resident", ["v5c", "proof_of_residency"]),
        ("disabled_resident", ["blue_badge", "proof_of_residency", "v5c"]),
    ):
        product = a_product(permit_type).model_copy(update={"property": THERE})
        new = applied(an_application(), product, ACCOUNT_ID, IDENTITY, catalogue(), NOW, moves_from=LEFT)
        assert isinstance(new, NewApplication)
        assert (new.transition.permit.documents, new.transition.permit.moves_from) == (kinds, LEFT.permit_id)
