"""How an application ends on the local stack if nobody acts in time, and how its holder takes it back.

What lies in the past is written first (`tests.support.http_past`); all that happens then happens on the running stack.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from local.demo.residents import End, Story
from tests.local_stack import RunningStack
from tests.support.buyer import Buyer
from tests.support.http_past import Past
from tests.support.http_permits import AtPay, gets_mail_about, invoke, mails_about, money_seen, new_buyer, new_home
from tests.support.visitor import Visitor

pytestmark = pytest.mark.stack

PRICE = 5500
STILL_NEED, REJECTED, LAPSED = "We still need your answer", "We cannot give you", "was not finished in time"
QUESTION = "Which of your two cars is it?"


@pytest.fixture
def applied(past: Past, somebody_new: Callable[..., Visitor]) -> Callable[..., Buyer]:
    """Makes applicants who came so far, so long ago."""

    def new(end: End, **ago: float) -> Buyer:
        return past.lived(somebody_new(), Story("lived", end, timedelta(**ago)))

    return new


@pytest.fixture
def at_pay(stack: RunningStack) -> AtPay:
    return AtPay(stack)


def is_refunded(buyer: Buyer, at_pay: AtPay) -> None:
    """Wait until the buyer sees the refund; Pay has given all back."""
    buyer.visitor.portal.until(lambda: money_seen(buyer), [("paid", "refunded")].__eq__)
    assert at_pay.kept(buyer.payment_id) == 0


def test_taken_back_before_the_decision_the_money_is_released_and_the_place_free(
    somebody_new: Callable[..., Visitor], at_pay: AtPay, stack: RunningStack
) -> None:
    buyer = new_buyer(somebody_new(), new_home(stack))
    buyer.visitor.make_account()
    buyer.is_in_review()
    buyer.withdraws()
    buyer.waits_for("withdrawn", "released")
    assert (money_seen(buyer), at_pay.statuses(buyer.payment_id)) == ([("cancelled", "released")], ["cancelled"])
    assert buyer.officer.queue(buyer.home.zone) == []

    buyer.applies()
    buyer.withdraws()
    assert (buyer.sees()["status"], at_pay.statuses(buyer.payment_id)) == ("withdrawn", [])
    buyer.visitor.portal.until(lambda: money_seen(buyer)[0], ("withdrawn", "none").__eq__)
    assert buyer.attempt().body["code"] == "payment_not_due"


def test_never_paid_it_lapses_after_a_day(applied: Callable[..., Buyer], at_pay: AtPay, stack: RunningStack) -> None:
    buyer = applied(End.DOCUMENTS_SENT, hours=25)
    invoke(stack, "ReleaseUnpaid")
    buyer.waits_for("lapsed", "due")
    gets_mail_about(buyer, LAPSED)
    buyer.visitor.portal.until(lambda: money_seen(buyer)[0][0], "expired".__eq__)
    assert at_pay.kept(buyer.payment_id) == 0
    buyer.applies(from_permit_id=buyer.permit_id)


def test_never_decided_the_money_is_taken_and_a_rejection_gives_it_back(
    applied: Callable[..., Buyer], at_pay: AtPay, stack: RunningStack
) -> None:
    buyer = applied(End.IN_REVIEW, hours=108)
    invoke(stack, "CaptureExpiringHolds")
    buyer.waits_for("in_review", "taken")
    assert (money_seen(buyer), at_pay.kept(buyer.payment_id)) == ([("paid", "paid")], PRICE)

    buyer.officer_decides("reject", "The V5C is for another vehicle.")
    assert buyer.waits_for("rejected", "taken")["reason"] == "The V5C is for another vehicle."
    gets_mail_about(buyer, REJECTED)
    is_refunded(buyer, at_pay)


def test_a_question_is_repeated_once_after_a_week_and_still_answered(
    applied: Callable[..., Buyer], past: Past, at_pay: AtPay, stack: RunningStack
) -> None:
    buyer = applied(End.IN_REVIEW, days=9)
    past.asked(buyer, QUESTION, ago=timedelta(days=8))
    invoke(stack, "CaptureExpiringHolds")
    buyer.waits_for("information_needed", "taken")
    for _ in range(2):
        invoke(stack, "ChaseUnanswered")
    gets_mail_about(buyer, STILL_NEED)
    assert buyer.sees()["status"] == "information_needed"
    buyer.replies("The blue one.")
    [back] = buyer.officer.queue(buyer.home.zone)
    assert (back["permit_id"], back["no_answer"]) == (buyer.permit_id, False)
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    assert (at_pay.kept(buyer.payment_id), mails_about(buyer, STILL_NEED)) == (PRICE, 1)


def test_a_question_that_nobody_answers_goes_back_to_the_officers_who_decide(
    applied: Callable[..., Buyer], past: Past, at_pay: AtPay, stack: RunningStack
) -> None:
    """The money was taken meanwhile, before its hold ended."""
    buyer = applied(End.IN_REVIEW, days=30)
    past.asked(buyer, QUESTION, ago=timedelta(days=29))
    invoke(stack, "CaptureExpiringHolds")
    buyer.waits_for("information_needed", "taken")
    invoke(stack, "ChaseUnanswered")
    [case] = buyer.visitor.portal.until(lambda: buyer.officer.queue(buyer.home.zone), bool)
    assert (case["permit_id"], case["no_answer"]) == (buyer.permit_id, True)
    assert [one for one in buyer.happened() if one in {"question_repeated", "no_answer"}] == ["no_answer"]

    buyer.officer_decides("reject", "We did not hear from you.")
    gets_mail_about(buyer, REJECTED)
    is_refunded(buyer, at_pay)
