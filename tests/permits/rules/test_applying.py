"""A new application: its price, its tenancy, its days, what is to be paid for it, and what it takes over."""

from datetime import date, timedelta
from typing import Any

import pytest

from permits.model import Product, Status
from permits.rules.applying import NewApplication, applied
from permits.rules.catalogue import catalogue
from permits.rules.transitions import Due, Unpaid
from portal.events.permits import PermitApplied, PermitInReview
from portal.problems import Refusal
from tests.permits.made import ACCOUNT_ID, IDENTITY, NOW, TODAY, a_product, an_application


def apply(product: Product, carried: tuple[str, ...] = (), **changes: Any) -> NewApplication | Refusal:
    return applied(an_application(**changes), product, ACCOUNT_ID, IDENTITY, catalogue(), NOW, carried)


def made(found: NewApplication | Refusal) -> NewApplication:
    assert isinstance(found, NewApplication), found
    return found


def errors(found: NewApplication | Refusal) -> list[tuple[str, str]]:
    assert isinstance(found, Refusal), found
    return [(error.field, error.code) for error in found.errors]


def test_what_costs_something_waits_for_its_payment() -> None:
    new = made(apply(a_product()))
    permit = new.transition.permit
    assert (permit.status, permit.money, permit.price_pence) == (Status.AWAITING_PAYMENT, "due", 5500)
    assert (permit.valid_from, permit.valid_until) == (TODAY, date(2027, 11, 20))
    assert new.transition.due == Due("lapse", NOW + timedelta(hours=24))
    assert (new.transition.unpaid, new.transition.event) == (Unpaid.WAITING, PermitApplied)
    assert new.charge is not None
    assert (new.charge.amount_pence, new.charge.hold, new.charge.for_id) == (5500, True, permit.permit_id)
    assert new.charge.description == "Resident permit, 12 months, reference ABCD2345"


def test_what_is_free_waits_for_its_documents() -> None:
    new = made(apply(a_product("disabled_resident")))
    permit = new.transition.permit
    assert (permit.status, permit.money, permit.payment_id, permit.queued_at) == (Status.IN_REVIEW, "none", None, None)
    assert new.charge is None
    assert new.transition.due == Due("lapse", NOW + timedelta(hours=24))


def test_what_is_free_and_takes_its_documents_over_waits_for_nothing() -> None:
    new = made(apply(a_product("disabled_resident"), carried=("blue_badge", "blue_badge")))
    assert (new.transition.permit.queued_at, new.transition.permit.all_clean) == (NOW, True)
    assert (new.transition.due, new.transition.unpaid, new.transition.event) == (
        None,
        Unpaid.AS_BEFORE,
        PermitInReview,
    )


def test_documents_that_are_taken_over_in_part_are_not_all() -> None:
    student = made(apply(a_product("student", 6), carried=("v5c",), tenancy_ends_on=date(2027, 3, 1)))
    assert not student.transition.permit.all_clean


@pytest.mark.parametrize(
    ("permit_type", "months", "ends_on", "expected"),
    [
        ("resident", 12, "2027-06-30", [("tenancy_ends_on", "not_needed")]),
        ("student", 12, None, [("tenancy_ends_on", "missing")]),
        ("student", 12, "2026-11-20", [("tenancy_ends_on", "tenancy_over")]),
        ("temporary_resident", 12, "2027-11-21", [("tenancy_ends_on", "tenancy_too_long")]),
        ("temporary_resident", 12, "2031-11-20", [("tenancy_ends_on", "tenancy_too_long")]),
        ("temporary_resident", 6, "2031-11-20", [("tenancy_ends_on", "tenancy_too_long")]),
        ("temporary_resident", 12, "2026-12-20", [("months", "longer_than_tenancy")]),
        ("student", 12, "2027-05-20", [("months", "longer_than_tenancy")]),
    ],
)
def test_a_tenancy_that_does_not_fit(
    permit_type: str, months: int, ends_on: str | None, expected: list[tuple[str, str]]
) -> None:
    assert errors(apply(a_product(permit_type, months), tenancy_ends_on=ends_on)) == expected


@pytest.mark.parametrize(
    ("permit_type", "months", "ends_on", "valid_until"),
    [
        ("temporary_resident", 12, "2027-11-20", "2027-11-20"),
        ("temporary_resident", 12, "2027-05-21", "2027-05-21"),
        ("temporary_resident", 6, "2027-05-20", "2027-05-20"),
        ("temporary_resident", 6, "2027-11-20", "2027-05-20"),
        ("temporary_resident", 6, "2026-12-20", "2026-12-20"),
        ("student", 12, "2031-11-20", "2027-11-20"),
    ],
)
def test_a_permit_ends_with_its_months_or_its_tenancy(
    permit_type: str, months: int, ends_on: str, valid_until: str
) -> None:
    new = made(apply(a_product(permit_type, months), tenancy_ends_on=ends_on))
    assert str(new.transition.permit.valid_until) == valid_until


def test_the_shorter_permit_is_offered_with_its_price() -> None:
    refused = apply(a_product("temporary_resident", 12), tenancy_ends_on="2026-12-20")
    assert isinstance(refused, Refusal)
    assert refused.more == {"offer": {"months": 6, "price_pence": 2750}}


def test_a_plate_that_looks_wrong_and_a_day_too_late() -> None:
    assert errors(apply(a_product(), vrm="AB1O CDE")) == [("vrm", "confirm_vrm")]
    assert errors(apply(a_product(), start_date="2026-12-22")) == [("start_date", "start_out_of_range")]
