"""Changes of a live permit on the local stack: another vehicle, approved and rejected, and another property."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.local_stack import RunningStack
from tests.support.buyer import Buyer
from tests.support.changer import Changer
from tests.support.http_permits import AtPay, gets_mail_about, new_buyer, new_home, new_vrm
from tests.support.visitor import Visitor

pytestmark = pytest.mark.stack


@pytest.fixture
def one(stack: RunningStack, somebody_new: Callable[..., Visitor]) -> Changer:
    """The holder of a live permit: a free one costs no way to Pay."""
    buyer = new_buyer(somebody_new(), new_home(stack))
    buyer.visitor.make_account()
    buyer.applies(permit_type="disabled_resident")
    buyer.sends("blue_badge")
    buyer.visitor.portal.until(lambda: buyer.officer.queue(buyer.home.zone), lambda cases: len(cases) == 1)
    buyer.officer_decides("approve")
    buyer.waits_for("active", "none")
    return Changer(buyer)


def in_review(one: Changer, vrm: str) -> None:
    assert one.new_vehicle(vrm).status == 201
    one.sends("v5c")
    one.buyer.pays()
    one.waits_for("in_review", "authorised")
    [case] = one.buyer.officer.queue(one.buyer.home.zone)
    assert (case["case_id"], case["kind"], case["vrm"]) == (one.change_id, "vehicle_change", vrm)


def test_a_vehicle_change_is_rejected_and_another_approved(one: Changer, stack: RunningStack) -> None:
    """The money of the first goes back, that of the second is taken, and the permit is for the new vehicle."""
    buyer, first, second = one.buyer, new_vrm(), new_vrm()
    in_review(one, first)
    one.decided("reject", "The V5C is for another vehicle")
    one.waits_for("rejected", "released")
    assert (AtPay(stack).statuses(buyer.payment_id), buyer.sees()["vrm"]) == (["cancelled"], buyer.vrm)

    in_review(one, second)
    one.decided("approve")
    one.waits_for("approved", "taken")
    assert (AtPay(stack).statuses(buyer.payment_id), buyer.sees()["vrm"]) == (["success"], second)
    gets_mail_about(buyer, "is changed")
    assert buyer.officer.queue(buyer.home.zone) == []


def test_a_move_within_the_zone_is_approved_and_one_out_of_it_refused(one: Changer, stack: RunningStack) -> None:
    buyer: Buyer = one.buyer
    elsewhere = one.new_address(new_home(stack))
    assert (elsewhere.status, elsewhere.body["code"]) == (409, "different_zone")
    home = replace(new_home(stack), zone=buyer.home.zone)
    assert one.new_address(home).body["status"] == "in_review"
    one.sends("proof_of_residency")
    buyer.visitor.portal.until(lambda: buyer.officer.queue(home.zone), lambda cases: len(cases) == 1)
    one.decided("approve")
    one.waits_for("approved", "none")
    assert buyer.sees()["address"]["lines"] == [f"{home.house} {home.street}"]
