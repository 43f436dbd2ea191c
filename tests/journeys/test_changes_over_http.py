"""Changes of a live permit on the local stack: another vehicle, approved, rejected or left, and another property."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from local.demo.residents import End, Story
from portal.london import today
from tests.local_stack import RunningStack
from tests.support.buyer import Buyer
from tests.support.changer import Changer
from tests.support.http_past import Past
from tests.support.http_permits import AtPay, gets_mail_about, invoke, money_seen, new_buyer, new_home, new_vrm
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


@pytest.fixture
def bought(past: Past, somebody_new: Callable[..., Visitor]) -> Buyer:
    """The holder of a permit that was paid for last year."""
    return past.lived(somebody_new(), Story("lived", End.LIVE, expires_in_days=200))


def test_a_change_that_is_never_paid_ends_and_another_can_be_taken_back(
    bought: Buyer, past: Past, stack: RunningStack
) -> None:
    left = past.asks_for_another_vehicle(bought, new_vrm(), ago=timedelta(hours=25))
    invoke(stack, "ReleaseUnpaid")
    left.waits_for("lapsed", "due")
    gets_mail_about(bought, "The change of your permit")
    bought.visitor.portal.until(lambda: money_seen(bought)[0][0], "expired".__eq__)
    assert (bought.sees()["vrm"], AtPay(stack).kept(left.buyer.payment_id)) == (bought.vrm, 0)

    assert left.new_vehicle(new_vrm()).status == 201
    left.sends("v5c")
    bought.pays()
    left.waits_for("in_review", "authorised")
    assert left.withdraws().body["status"] == "withdrawn"
    left.waits_for("withdrawn", "released")
    assert (bought.sees()["vrm"], bought.officer.queue(bought.home.zone)) == (bought.vrm, [])
    assert (money_seen(bought)[0][1], AtPay(stack).statuses(bought.payment_id)) == ("released", ["cancelled"])


def test_a_change_whose_question_nobody_answers_ends_and_the_money_goes_back(
    bought: Buyer, past: Past, stack: RunningStack
) -> None:
    one = Changer(bought)
    in_review(one, new_vrm())
    past.asked(bought, "Is it yours?", ago=timedelta(days=8), case_id=one.change_id)
    for _ in range(2):
        invoke(stack, "ChaseUnanswered")
    one.is_told("We still need your answer about the change")
    assert (one.change()["status"], one.change()["money"]) == ("information_needed", "authorised")

    past.asked(bought, "Is it yours?", ago=timedelta(days=29), case_id=one.change_id)
    invoke(stack, "ChaseUnanswered")
    one.waits_for("lapsed", "released")
    gets_mail_about(bought, "The change of your permit")
    assert (money_seen(bought)[0][1], AtPay(stack).statuses(bought.payment_id)) == ("released", ["cancelled"])
    assert (bought.sees()["vrm"], bought.sees()["status"]) == (bought.vrm, "active")


def test_a_move_out_of_the_zone_is_a_new_permit_that_replaces_the_old_one(bought: Buyer, stack: RunningStack) -> None:
    one, home = Changer(bought), new_home(stack)
    apply = one.new_address(home).body["apply"]
    moved = replace(bought, home=home, start_date=today(datetime.now(UTC)).isoformat())
    applied = moved.applies(moves_from=apply["moves_from"])
    kinds = [document["kind"] for document in applied["documents"]]
    assert kinds == ["v5c", "proof_of_residency"]
    for kind in kinds:
        moved.uploads(kind)
    moved.visitor.portal.until(moved.sees, lambda seen: all(one["status"] == "clean" for one in seen["documents"]))
    moved.pays()
    moved.waits_for("in_review", "authorised")
    assert bought.sees()["status"] == "active"

    moved.officer_decides("approve")
    moved.waits_for("active", "taken")
    invoke(stack, "ExpirePermits")
    bought.waits_for("replaced", "taken")
    gets_mail_about(bought, "has been replaced")
    assert (moved.sees()["zone"], money_seen(bought)) == (home.zone, [("paid", "paid"), ("paid", "paid")])
    at_pay = AtPay(stack)
    assert [at_pay.kept(one.payment_id) for one in (bought, moved)] == [5500, 5500]
