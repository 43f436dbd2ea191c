"""Charges by an agreement: the rules alone."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from payments.govukpay import GovUkPay, PayRefused
from payments.model import Attempt, AttemptStatus, Payment
from payments.rules import agreements, paying
from payments.rules.polling import scheduled
from payments.settling import Settling
from payments.store.payments import Payments
from portal.events.payments import PaymentNotTaken, PaymentTakenLater
from portal.payment import PaymentStatus
from tests.support.lines import Lines

NOW = datetime(2027, 11, 13, 8, tzinfo=UTC)
SET_UP, OWN = "01M7ZM7Q80MPJF01XBRKFY3TRV", "01M7ZM7Q80MPJF01XBRKFY3TS2"


def a_payment(payment_id: str = OWN, **changes: Any) -> Payment:
    facts: dict[str, Any] = {
        "payment_id": payment_id,
        "account_id": "01M7ZM7Q80MPJF01XBRKFY3TRT",
        "for_kind": "permit",
        "for_id": "01M7ZM7Q80MPJF01XBRKFY3TS1",
        "description": "Resident permit",
        "amount_pence": 5500,
        "due_date": NOW.date(),
        "hold": False,
        "taken_by": SET_UP,
        "status": PaymentStatus.DUE,
        "created_at": NOW,
        "version": 1,
    }
    return Payment(**facts | changes)


def set_up(**changes: Any) -> Payment:
    first = Attempt(attempt_id=f"{SET_UP}-1", status=AttemptStatus.PAID, started_at=NOW, sets_up="a" * 26)
    facts = {"attempts": (first,), "counting_attempt_id": first.attempt_id, "status": PaymentStatus.PAID}
    return a_payment(SET_UP, taken_by=None, set_up_agreement=True, **{**facts, **changes})


def after(payment: Payment, *, can_retry: bool | None) -> Payment:
    """Its newest attempt has failed."""
    last = payment.attempts[-1].model_copy(update={"status": AttemptStatus.FAILED, "can_retry": can_retry})
    return payment.with_attempt(last).model_copy(update={"status": PaymentStatus.DUE})


def test_it_is_taken_at_once_by_what_was_set_up() -> None:
    assert scheduled(a_payment(), NOW).settle_at == NOW
    begun = agreements.charged(a_payment(), set_up(), NOW)
    [attempt] = begun.payment.attempts
    assert (attempt.agreement_id, attempt.status, begun.event) == ("a" * 26, AttemptStatus.RECORDED, None)
    assert agreements.charge_at(begun.payment) is None


@pytest.mark.parametrize("over", [{"agreement_ended": True}, {"counting_attempt_id": None}])
def test_what_is_ended_or_was_never_paid_is_not_charged(over: dict[str, Any]) -> None:
    found = agreements.charged(a_payment(), set_up(**over), NOW)
    assert (found.payment.attempts, found.payment.not_taken, found.event) == ((), True, PaymentNotTaken)
    assert agreements.charge_at(found.payment) is None


def test_a_failed_charge_comes_again_once_if_pay_allows_it() -> None:
    first = after(agreements.charged(a_payment(), set_up(), NOW).payment, can_retry=True)
    assert agreements.failed(first).event is PaymentTakenLater
    assert agreements.charge_at(first) == NOW + timedelta(hours=48)
    second = after(agreements.charged(first, set_up(), NOW + timedelta(hours=48)).payment, can_retry=True)
    assert (agreements.failed(second).event, agreements.charge_at(second)) == (PaymentNotTaken, None)
    assert agreements.failed(second).payment.not_taken


@pytest.mark.parametrize("can_retry", [False, None])
def test_a_failed_charge_does_not_come_again_if_pay_does_not_say_so(can_retry: bool | None) -> None:
    payment = after(agreements.charged(a_payment(), set_up(), NOW).payment, can_retry=can_retry)
    assert (agreements.failed(payment).event, agreements.charge_at(payment)) == (PaymentNotTaken, None)


def test_nobody_pays_beside_a_charge_by_agreement() -> None:
    begun = agreements.charged(a_payment(), set_up(), NOW).payment
    assert paying.pay(begun, NOW) == paying.Resume(begun.attempts[-1])


class _Kept:
    """Payments that nobody else writes."""

    def save(self, after: Payment, _read: Payment, _now: datetime, *_event: object) -> Payment:
        return after


class _EndedAtPay:
    """Pay, which charges nothing more by an agreement that has ended there."""

    asked = 0

    def charge(self, **_: object) -> None:
        self.asked += 1
        raise PayRefused("charge", 400, "P0112")

    def find(self, _: str) -> None:
        return None


def test_what_is_withdrawn_meanwhile_is_not_charged_and_not_owed_again() -> None:
    """Its holder stops the renewal after the charge was written down and before Pay was asked for it."""
    begun = agreements.charged(a_payment(), set_up(), NOW).payment
    stopped = begun.model_copy(update={"status": PaymentStatus.WITHDRAWN})
    pay = _EndedAtPay()
    settling = Settling(cast("Payments", _Kept()), cast("GovUkPay", pay), Lines())
    for minutes in (0, 5, 100):
        stopped = settling.settle(stopped, NOW + timedelta(minutes=minutes))
        assert (stopped.status, stopped.not_taken) == (PaymentStatus.WITHDRAWN, False)
    assert (pay.asked, stopped.attempts[-1].status) == (0, AttemptStatus.NEVER_MADE)
