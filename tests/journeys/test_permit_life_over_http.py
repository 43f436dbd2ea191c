"""What becomes of a live permit on the local stack: renewed, renewed by itself, cancelled.

What lies in the past is written first (`tests.support.http_past`); all that happens then happens on the running stack.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from local.demo.residents import CARD_THAT_EXPIRES, End, Story
from portal.london import today
from tests.local_stack import RunningStack
from tests.support.buyer import Buyer
from tests.support.http_past import Past, charges_are_declined
from tests.support.http_permits import AtPay, gets_mail_about, invoke, mails_about, money_seen, new_buyer, sweep
from tests.support.renewer import Renewer
from tests.support.visitor import Visitor

pytestmark = pytest.mark.stack

PRICE = 5500
ENDS, HAS_ENDED, LIVE, CANCELLED = "ends on", "has ended", "is live", "is cancelled"
RENEWS, DECLINED = "renews on", "could not take"
NOT_RENEWED, STOPPED = "was not renewed", "does not renew itself any more"


@pytest.fixture
def holder(past: Past, somebody_new: Callable[..., Visitor]) -> Callable[..., Buyer]:
    """Makes holders of permits with so many days left, for whom no job has run for `idle` days."""

    def new(days_left: int, *, idle: int = 0, **story: Any) -> Buyer:
        then = Story("lived", End.LIVE, expires_in_days=days_left + idle, **story)
        return past.lived(somebody_new(), then, ago=timedelta(days=idle))

    return new


@pytest.fixture
def at_pay(stack: RunningStack) -> AtPay:
    return AtPay(stack)


def of(buyer: Buyer, permit_id: str) -> Any:
    """Another permit of the same holder."""
    answer = buyer.visitor.ask("GET", f"/v1/permits/{permit_id}")
    assert answer.status == 200, answer.body
    return answer.body


def day_after(last: str) -> str:
    return (date.fromisoformat(last) + timedelta(days=1)).isoformat()


def in_days(days: int) -> str:
    return (today(datetime.now(UTC)) + timedelta(days=days)).isoformat()


# ------------------------------------------------------------------------------------------------------ renewed by hand


def test_reminded_once_and_renewed_on_time_without_a_gap(
    holder: Callable[..., Buyer], at_pay: AtPay, stack: RunningStack
) -> None:
    buyer = holder(20)
    for _ in range(2):
        invoke(stack, "SendRenewalReminders")
    gets_mail_about(buyer, ENDS)

    first = buyer.payment_id
    old = buyer.renews()
    assert money_seen(buyer) == [("due", "none"), ("paid", "paid")]
    buyer.pays()
    renewal = buyer.waits_for("active", "taken")
    gets_mail_about(buyer, LIVE)
    before = of(buyer, old)
    assert (before["status"], before["can"]) == ("active", [one for one in before["can"] if one != "renew"])
    assert renewal["valid_from"] == day_after(before["valid_until"])
    assert money_seen(buyer) == [("paid", "paid"), ("paid", "paid")]
    assert [at_pay.kept(one) for one in (first, buyer.payment_id)] == [PRICE, PRICE]
    assert mails_about(buyer, ENDS) == 1


def test_renewed_late_it_begins_on_the_day_of_the_payment(
    holder: Callable[..., Buyer], at_pay: AtPay, stack: RunningStack
) -> None:
    """After days in which no job ran, its holder is told once that it has ended."""
    buyer = holder(-5)
    invoke(stack, "SendRenewalReminders")
    invoke(stack, "ExpirePermits")
    buyer.waits_for("expired", "taken")
    gets_mail_about(buyer, HAS_ENDED)
    old = buyer.renews()
    buyer.pays()
    renewal = buyer.waits_for("active", "taken")
    assert renewal["valid_from"] == in_days(0)
    assert of(buyer, old)["status"] == "expired"
    assert (money_seen(buyer)[0], at_pay.kept(buyer.payment_id)) == (("paid", "paid"), PRICE)


# --------------------------------------------------------------------------------------------------- renewed by itself


def renewal_of(buyer: Buyer) -> Buyer:
    """The same person as the holder of the renewal that has begun by itself; waits for it."""
    begun = str(buyer.visitor.portal.until(buyer.sees, lambda seen: seen["renewal"] is not None)["renewal"])
    return replace(buyer, permit_id=begun, payment_id=of(buyer, begun)["payment_id"])


def test_announced_in_time_it_is_taken_once(holder: Callable[..., Buyer], at_pay: AtPay, stack: RunningStack) -> None:
    buyer = holder(6, renews_itself=True)
    gets_mail_about(buyer, RENEWS)
    invoke(stack, "RenewAutomatically")
    renewal = renewal_of(buyer)
    for _ in range(2):
        sweep(stack)
        invoke(stack, "RenewAutomatically")
    seen = renewal.waits_for("active", "taken")
    assert (seen["valid_from"], seen["auto_renew"]) == (day_after(buyer.sees()["valid_until"]), True)
    gets_mail_about(buyer, LIVE)
    assert money_seen(buyer) == [("paid", "paid"), ("paid", "paid")]
    assert (at_pay.statuses(renewal.payment_id), at_pay.kept(renewal.payment_id)) == (["success"], PRICE)


def test_declined_it_is_tried_again_after_48_hours(
    holder: Callable[..., Buyer], past: Past, at_pay: AtPay, stack: RunningStack
) -> None:
    buyer = holder(4, renews_itself=True)
    gets_mail_about(buyer, RENEWS)
    past.job("permits.renew_automatically", ago=timedelta(hours=49))
    renewal = renewal_of(buyer)
    with charges_are_declined(stack):
        past.charged(str(renewal.payment_id), ago=timedelta(hours=49))
        assert (renewal.sees()["status"], at_pay.statuses(renewal.payment_id)) == ("awaiting_payment", ["failed"])
    gets_mail_about(buyer, DECLINED)

    sweep(stack)
    renewal.waits_for("active", "taken")
    gets_mail_about(buyer, LIVE)
    assert money_seen(buyer)[0] == ("paid", "paid")
    assert (at_pay.statuses(renewal.payment_id), at_pay.kept(renewal.payment_id)) == (["failed", "success"], PRICE)


def test_an_expired_card_is_told_of_and_not_tried_again(
    holder: Callable[..., Buyer], at_pay: AtPay, stack: RunningStack
) -> None:
    """The renewal that was begun is paid for with another card."""
    buyer = holder(6, renews_itself=True, card=CARD_THAT_EXPIRES)
    gets_mail_about(buyer, RENEWS)
    invoke(stack, "RenewAutomatically")
    renewal = renewal_of(buyer)
    sweep(stack)
    gets_mail_about(buyer, NOT_RENEWED)
    assert (buyer.sees()["auto_renew"], at_pay.agreement(buyer.payment_id)) == (False, "inactive")
    sweep(stack)
    assert (money_seen(buyer)[0], at_pay.statuses(renewal.payment_id)) == (("due", "none"), ["failed"])

    renewal.pays()
    renewal.waits_for("active", "taken")
    assert (at_pay.statuses(renewal.payment_id), at_pay.kept(renewal.payment_id)) == (["failed", "success"], PRICE)


def test_the_job_announces_it_once_and_its_holder_stops_it(
    holder: Callable[..., Buyer], at_pay: AtPay, stack: RunningStack
) -> None:
    buyer = holder(13, idle=13, renews_itself=True)
    for _ in range(2):
        invoke(stack, "RenewAutomatically")
    gets_mail_about(buyer, RENEWS)
    assert (buyer.sees()["renews_on"], buyer.sees()["renewal_price_pence"]) == (in_days(7), PRICE)
    assert Renewer(buyer).switch(on=False).body == {"enabled": False, "starts": None}
    gets_mail_about(buyer, STOPPED)
    assert buyer.sees()["renews_on"] is None
    buyer.visitor.portal.until(lambda: at_pay.agreement(buyer.payment_id), "cancelled".__eq__)


def test_stopped_by_its_link_nothing_is_charged(
    holder: Callable[..., Buyer], at_pay: AtPay, stack: RunningStack
) -> None:
    """By somebody who is not signed in, when the charge is due."""
    buyer = holder(6, renews_itself=True)
    gets_mail_about(buyer, RENEWS)
    signed_in, buyer.visitor.token = buyer.visitor.token, None
    assert Renewer(buyer).stopped_by_link().status == 204
    buyer.visitor.token = signed_in

    invoke(stack, "RenewAutomatically")
    sweep(stack)
    gets_mail_about(buyer, STOPPED)
    seen = buyer.sees()
    assert (seen["status"], seen["renewal"], seen["auto_renew"]) == ("active", None, False)
    buyer.visitor.portal.until(lambda: at_pay.agreement(buyer.payment_id), "cancelled".__eq__)
    assert (money_seen(buyer), at_pay.kept(buyer.payment_id)) == ([("paid", "paid")], PRICE)


# ----------------------------------------------------------------------------------------------------------- given up


def test_cancelled_it_frees_its_vehicle_the_same_minute_and_gives_nothing_back(
    holder: Callable[..., Buyer], somebody_new: Callable[..., Visitor], at_pay: AtPay
) -> None:
    buyer = holder(200)
    other = new_buyer(somebody_new(), buyer.home)
    other.vrm = buyer.vrm
    other.visitor.make_account()
    assert other.apply().body["code"] == "vehicle_has_permit"

    buyer.cancels()
    assert other.applies()["status"] == "awaiting_payment"
    assert (buyer.sees()["status"], buyer.cancel().body["code"]) == ("cancelled", "not_live")
    gets_mail_about(buyer, CANCELLED)
    assert (money_seen(buyer), at_pay.kept(buyer.payment_id)) == ([("paid", "paid")], PRICE)
