"""A refund at GOV.UK Pay, from its beginning to Pay's final answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from payments.model import Attempt, Intent, Payment, Refund
from payments.pay_answers import PayPayment, PayRefund
from payments.rules.polling import scheduled, unclaimed
from portal.payment import RefundStatus

CLOCKS_DIFFER_BY = timedelta(seconds=1)
AT_PAY = {RefundStatus.SUBMITTED, RefundStatus.SUCCESS}


def refund_begun(payment: Payment, attempt_id: str, seen: PayPayment, now: datetime) -> Payment:
    """The payment with the refund that Pay is asked for next; to be saved before Pay is asked.

    It is the refund that an officer asked for, or else a new one of all the money that no refund claims, but of no more
    than Pay has left besides what was paid by bank. If Pay has less left than we know of, somebody has refunded there
    by hand: the refund that an officer asked for then counts as failed, and is not sent. So does any if Pay refuses to
    refund the payment, or if nothing is left.
    """
    wanted = payment.refund_under_way(attempt_id)
    attempt = payment.attempt(attempt_id)
    if wanted is None and attempt is not None:
        own = payment.refunds_of(attempt_id)
        left, whole = seen.refundable_pence - _by_bank(own), unclaimed(payment, attempt)
        refused = seen.never_refundable or left <= 0
        wanted = Refund(
            refund_id=payment.next_refund_id(),
            attempt_id=attempt_id,
            amount_pence=whole if refused else min(whole, left),
            status=RefundStatus.ERROR if refused else RefundStatus.RECORDED,
            at=now,
            expected_available=seen.refundable_pence,
        )
        return scheduled(payment.with_refund(wanted), now)
    if wanted is None:
        return payment
    given = sum(one.amount_pence for one in payment.refunds_of(attempt_id) if one.status in AT_PAY)
    if seen.refundable_pence < payment.amount_pence - given:
        return refund_now(payment, wanted, RefundStatus.ERROR, now)
    begun = wanted.model_copy(update={"expected_available": seen.refundable_pence})
    return scheduled(payment.with_refund(begun), now)


def refund_sent(payment: Payment, refund: Refund, made: PayRefund | None, now: datetime) -> Payment:
    """The payment after Pay was asked for the refund. `made`: Pay's answer; None if it is not known."""
    sent = refund if made is None else _known(refund, made)
    return refund_now(payment, sent, RefundStatus.SUBMITTED, now)


def refund_now(payment: Payment, refund: Refund, status: RefundStatus, now: datetime) -> Payment:
    return scheduled(payment.with_refund(refund.model_copy(update={"status": status})), now)


def sent_before(payment: Payment, refund: Refund, found: tuple[PayRefund, ...]) -> PayRefund | None:
    """The refund at Pay that is this one: the one with its id, or else one of the same amount that was made since this
    one began and is no other refund's; None if there is none.

    One that did not fail comes first: after a failure, somebody may have made it at Pay by hand.
    """
    own = next((one for one in found if one.refund_id == refund.pay_refund_id), None)
    if own is not None and own.status != "error":
        return own
    known = _known_at_pay(payment)
    since = refund.at - CLOCKS_DIFFER_BY
    others = [
        one
        for one in found
        if one.refund_id not in known and one.amount == refund.amount_pence and one.created_date >= since
    ]
    return next((one for one in others if one.status != "error"), own or (others[0] if others else None))


def made_at_pay(payment: Payment, attempt: Attempt, seen: PayPayment) -> bool:
    """Whether Pay has given back more of an attempt than we know of: somebody did so in Pay's admin tool.

    False while a refund of it is under way: theirs may be the same (`sent_before`).
    """
    own = payment.refunds_of(attempt.attempt_id)
    if seen.left_pence is None or any(one.status.under_way for one in own):
        return False
    given = sum(one.amount_pence for one in own if one.status is RefundStatus.SUCCESS)
    return seen.left_pence < payment.amount_pence - given


def adopted(payment: Payment, attempt_id: str, found: tuple[PayRefund, ...], now: datetime) -> Payment:
    """The payment with the refunds that were made in Pay's admin tool, to be followed as those that we sent; each of no
    more than nobody has claimed.

    Where a refund has failed, what was made since that was first asked for is left alone: it may be that one, made by
    hand, whole or in parts.
    """
    read = payment
    failed = [one for one in payment.refunds_of(attempt_id) if one.status is RefundStatus.ERROR]
    doubtful_from = min(((one.first_at or one.at) - CLOCKS_DIFFER_BY for one in failed), default=None)
    for theirs in found:
        attempt = payment.attempt(attempt_id)
        amount = min(theirs.amount, unclaimed(payment, attempt)) if attempt else 0
        if theirs.status == "error" or theirs.refund_id in _known_at_pay(payment) or not amount:
            continue
        if doubtful_from is not None and theirs.created_date >= doubtful_from:
            continue
        new = Refund(
            refund_id=payment.next_refund_id(),
            attempt_id=attempt_id,
            amount_pence=amount,
            status=RefundStatus.SUBMITTED,
            at=theirs.created_date,
            found_at_pay=True,
        )
        payment = payment.with_refund(_known(new, theirs))
    return payment if payment is read else scheduled(payment, now)


def to_tell_of(payment: Payment, refund: Refund) -> bool:
    """Whether other domains, and so the payer, are told that it was made: an officer wanted it. What a decision gives
    back was told with the decision.
    """
    by_hand = refund.found_at_pay and payment.counting_attempt_id == refund.attempt_id
    return refund.asked_by is not None or (by_hand and payment.intent is not Intent.RELEASE)


def left_pence(payment: Payment) -> int:
    """How many pence of the money that counts were not given back yet, by Pay or by bank."""
    back = {RefundStatus.SUCCESS, RefundStatus.BANK}
    own = [one for one in payment.refunds if one.attempt_id == payment.counting_attempt_id and one.status in back]
    return payment.amount_pence - sum(one.amount_pence for one in own)


def after_pay_answer(
    payment: Payment, refund: Refund, found: tuple[PayRefund, ...], seen: PayPayment, now: datetime
) -> Payment:
    """The payment after Pay's answer about a refund that was sent or has failed. `found`: the refunds that Pay has.

    A failed one also counts as made once nothing is owed any more, because Pay has given back everything in other
    amounts, or everything that was not paid by bank: else an officer would pay it by bank once more.
    """
    theirs = sent_before(payment, refund, found)
    made = theirs is not None and theirs.status == RefundStatus.SUCCESS
    if refund.status is RefundStatus.ERROR and not made and _all_given_back(payment, refund.attempt_id, found, seen):
        return refund_now(payment, refund, RefundStatus.SUCCESS, now)
    if theirs is None:
        return payment
    known = _known(refund, theirs)
    return refund_now(payment, known, RefundStatus(theirs.status), now)


def to_ask_about(payment: Payment, attempt: Attempt) -> tuple[Refund, ...]:
    """The refunds of the attempt to ask Pay about: those that were sent, and those that failed and may be made by
    hand.
    """
    open_ones = {RefundStatus.SUBMITTED, RefundStatus.ERROR}
    return tuple(one for one in payment.refunds_of(attempt.attempt_id) if one.status in open_ones)


def _all_given_back(payment: Payment, attempt_id: str, found: tuple[PayRefund, ...], seen: PayPayment) -> bool:
    """Whether Pay has given back all of the attempt's money that was not paid by bank. False while Pay is still making
    a refund, which may yet fail.
    """
    if seen.left_pence is None or any(one.status == "submitted" for one in found):
        return False
    return seen.left_pence <= _by_bank(payment.refunds_of(attempt_id))


def _by_bank(refunds: Iterable[Refund]) -> int:
    return sum(one.amount_pence for one in refunds if one.status is RefundStatus.BANK)


def _known_at_pay(payment: Payment) -> set[str | None]:
    """Pay's ids of the refunds that are written down."""
    earlier = {one_id for one in payment.refunds for one_id in one.failed_pay_refund_ids}
    return earlier | {one.pay_refund_id for one in payment.refunds}


def _known(refund: Refund, theirs: PayRefund) -> Refund:
    return refund.model_copy(update={"pay_refund_id": theirs.refund_id, "pay_created_at": theirs.created_date})
