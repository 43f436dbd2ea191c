"""A payment as the API shows it to an officer."""

from datetime import date, datetime
from typing import Literal

from payments.model import Payment, Refund, Requested
from payments.rules.officer_refunds import awaits_approval, refundable_pence
from payments.views import Money, PaymentView, payment_view
from portal.clock import Instant
from portal.contact_card import ContactCard
from portal.email_address import email_hint
from portal.payment import APPROVAL_WINDOW, PaymentStatus, RefundStatus
from portal.shapes import View

type RefundState = Literal[
    "awaiting_second_officer", "refused", "lapsed", "under_way", "refunded", "failed", "made_by_bank"
]


class RequestedView(View):
    """How a payment was asked for. `at`: when. `tell_by`: the channels of the first notice. `reminders`: those that
    were sent, each named after the due date (`in_7_days`, `today`, `7_days_ago`). `by_officer`: an officer asked, who
    may also withdraw it; false for the fee of a request, which waits for it.
    """

    at: Instant
    by_officer: bool
    tell_by: list[str]
    reminders: list[str]


class OfficerRefundView(View):
    """A refund as officers see it. `asked_by`, `second_officer`: the officers' `sub`s; `asked_by` is null if the refund
    follows from a decision or from paying twice, or was made in GOV.UK Pay's admin tool (`found_at_pay`). `word_until`:
    until when a second officer may decide; null if none has to.
    """

    refund_id: str
    amount_pence: int
    status: RefundState
    at: Instant
    reason: str | None
    asked_by: str | None
    second_officer: str | None
    word_until: Instant | None
    bank_reference: str | None
    found_at_pay: bool


class OfficerPaymentView(PaymentView):
    """A payment as officers see it. `requested`: null if it is owed with an application. `left_to_refund_pence`: how
    much can still be refunded.
    """

    account_id: str
    requested: RequestedView | None
    withdrawn_because: str | None
    left_to_refund_pence: int
    officer_refunds: list[OfficerRefundView]


class Payer(View):
    name: str
    email: str


class OpenedPayment(OfficerPaymentView):
    """A payment that an officer has opened. `payer`: null if their account is closed. `officer`: the caller's `sub`; a
    refund that they asked for themselves needs another officer's approval.
    """

    payer: Payer | None
    officer: str


class PayerHint(View):
    """The payer of a payment in a list. `email_hint`: the first letter and the domain of their email address."""

    name: str
    email_hint: str


class PaymentSummary(View):
    """A payment in a list. `payer`: null if their account is closed. `waiting_pence`: the amount of the refund that
    waits for a second officer; 0 if none does.
    """

    payment_id: str
    description: str
    amount_pence: int
    status: PaymentStatus
    money: Money
    due_date: date
    created_at: Instant
    payer: PayerHint | None
    waiting_pence: int


class RefundAsked(View):
    refund_id: str
    status: RefundState


def officer_view(payment: Payment, now: datetime) -> OfficerPaymentView:
    asked = payment.requested
    return OfficerPaymentView(
        **dict(payment_view(payment)),
        account_id=payment.account_id,
        requested=_requested(payment, asked) if asked else None,
        withdrawn_because=payment.withdrawn_because,
        left_to_refund_pence=refundable_pence(payment, now),
        officer_refunds=[_refund(one, now) for one in payment.refunds],
    )


def _requested(payment: Payment, asked: Requested) -> RequestedView:
    return RequestedView(
        at=payment.created_at,
        by_officer=asked.by is not None,
        tell_by=list(asked.tell_by),
        reminders=list(payment.reminded),
    )


def opened(payment: Payment, card: ContactCard | None, officer: str, now: datetime) -> OpenedPayment:
    payer = Payer(name=card.name, email=card.email) if card else None
    return OpenedPayment(**dict(officer_view(payment, now)), payer=payer, officer=officer)


def payer_hint(card: ContactCard | None) -> PayerHint | None:
    return PayerHint(name=card.name, email_hint=email_hint(card.email)) if card else None


def payment_summary(payment: Payment, card: ContactCard | None, now: datetime) -> PaymentSummary:
    return PaymentSummary(
        payment_id=payment.payment_id,
        description=payment.description,
        amount_pence=payment.amount_pence,
        status=payment.status,
        money=payment_view(payment).money,
        due_date=payment.due_date,
        created_at=payment.created_at,
        payer=payer_hint(card),
        waiting_pence=sum(one.amount_pence for one in payment.refunds if awaits_approval(one, now)),
    )


def refund_state(refund: Refund, now: datetime) -> RefundState:
    if refund.status is RefundStatus.AWAITING and not awaits_approval(refund, now):
        return "lapsed"
    return _STATES[refund.status]


_STATES: dict[RefundStatus, RefundState] = {
    RefundStatus.AWAITING: "awaiting_second_officer",
    RefundStatus.REFUSED: "refused",
    RefundStatus.RECORDED: "under_way",
    RefundStatus.SUBMITTED: "under_way",
    RefundStatus.SUCCESS: "refunded",
    RefundStatus.ERROR: "failed",
    RefundStatus.BANK: "made_by_bank",
}


def _refund(refund: Refund, now: datetime) -> OfficerRefundView:
    return OfficerRefundView(
        refund_id=refund.refund_id,
        amount_pence=refund.amount_pence,
        status=refund_state(refund, now),
        at=refund.at,
        reason=refund.reason,
        asked_by=refund.asked_by,
        second_officer=refund.approved_by,
        word_until=refund.at + APPROVAL_WINDOW if awaits_approval(refund, now) else None,
        bank_reference=refund.bank_reference,
        found_at_pay=refund.found_at_pay,
    )
