"""Payments that officers ask for, and fees: raised, reminded of, withdrawn (`docs/rules/payments.md`, M20 to M23)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from payments.model import Payment, Requested
from payments.rules.polling import scheduled
from portal.bill import NOT_A_DUE_DATE, may_be_due
from portal.london import LONDON, today
from portal.payment import Charge, PaymentStatus
from portal.problems import FieldError, Refusal, invalid

FEE_DUE_AFTER = timedelta(days=28)
REMINDERS = {"in_7_days": -7, "today": 0, "7_days_ago": 7}
"""The reminders: what each says of the due date, and how many days after that date it is sent."""
REMINDED_AT = time(9)
NOT_SOONER_THAN = timedelta(days=1)
"""How long after the first notice there is no reminder."""


def requested(charge: Charge, asked: Requested, now: datetime) -> Payment | Refusal:
    """The new payment, due and with its first reminder. Refused: a due date out of range, and a permit without its
    id.
    """
    if not may_be_due(charge.due_date, today(now)):
        return invalid(FieldError("due_date", "out_of_range", NOT_A_DUE_DATE))
    if asked.about_kind == "permit" and asked.about_id is None:
        return invalid(FieldError("for.id", "missing", "Give the permit’s id."))
    return Payment(
        **charge.model_dump(),
        status=PaymentStatus.DUE,
        created_at=now,
        version=1,
        requested=asked,
        remind_at=_next_reminder(charge.due_date, now + NOT_SOONER_THAN),
    )


def described_by_reference(description: str | None, reference: str | None) -> str | Refusal:
    """The description of a payment about a care request: its reference alone, since GOV.UK Pay, the bank and the
    receipt need not know what was asked for. `reference`: None if the payer has no such request.

    Refused: a description in an officer's words, and a request that the payer does not have.
    """
    if description is not None:
        words = "Leave the description out: the payer’s bank reads it, and need not know what was asked for."
        return invalid(FieldError("description", "not_for_requests", words))
    if reference is None:
        words = "Give the reference of a request of this account."
        return invalid(FieldError("for.reference", "not_theirs", words))
    return f"Request {reference}"


def fee_of(detail: Mapping[str, Any], now: datetime) -> Payment:
    """The bill for an approved request, from the details of a `RequestFeeDue`. Its description has the reference alone:
    GOV.UK Pay, the bank and the receipt need not know what was asked for.
    """
    due_date = today(now) + FEE_DUE_AFTER
    safe_by = tuple(detail["safe_by"])
    asked = Requested(
        by=None,
        about_kind="request",
        about_id=detail["request_id"],
        reference=detail["reference"],
        tell_by=safe_by,
        safe_by=safe_by,
    )
    return Payment(
        payment_id=detail["payment_id"],
        account_id=detail["account_id"],
        for_kind="request",
        for_id=detail["request_id"],
        description=f"Fee for request {detail['reference']}",
        amount_pence=detail["amount_pence"],
        due_date=due_date,
        hold=False,
        status=PaymentStatus.DUE,
        created_at=now,
        version=1,
        requested=asked,
        remind_at=_next_reminder(due_date, now + NOT_SOONER_THAN),
    )


def reminded(payment: Payment, now: datetime) -> Payment | None:
    """The payment after the reminder that is due now, the newest if several were missed; None if none is to be sent.

    While somebody is just paying there is none: it waits until that has succeeded or failed.
    """
    if payment.status is not PaymentStatus.DUE or payment.remind_at is None or now < payment.remind_at:
        return None
    due = [when for when in REMINDERS if _reminder_at(payment.due_date, when) <= now]
    following = _next_reminder(payment.due_date, now)
    return payment.model_copy(update={"reminded": (*payment.reminded, due[-1]), "remind_at": following})


def withdrawn_by_officer(payment: Payment, reason: str, now: datetime) -> Payment | Refusal:
    """The payment as `withdrawn` returns it. Refused for the fee of a request, since what was approved waits for it."""
    if payment.requested is not None and payment.requested.by is None:
        detail = "This is the fee of a request that we agreed to. What was asked for is made when it is paid."
        return Refusal("payment_not_requested", detail)
    return withdrawn(payment, reason, now)


def withdrawn(payment: Payment, reason: str, now: datetime) -> Payment | Refusal:
    """The payment, withdrawn. Money that somebody pays nevertheless goes back. Refused: a payment of an application,
    and one that is not owed.
    """
    if payment.requested is None:
        detail = "This payment belongs to an application. It ends with that: decide on the application."
        return Refusal("payment_not_requested", detail)
    if payment.status is PaymentStatus.PAID:
        return Refusal("payment_not_due", "This has been paid. Refund it instead.")
    if not payment.status.owed:
        return Refusal("payment_not_due", "This payment is not asked for any more.")
    changed = {"status": PaymentStatus.WITHDRAWN, "withdrawn_because": reason, "remind_at": None}
    return scheduled(payment.model_copy(update=changed), now)


def _next_reminder(due_date: date, after: datetime) -> datetime | None:
    return next((at for when in REMINDERS if (at := _reminder_at(due_date, when)) > after), None)


def _reminder_at(due_date: date, when: str) -> datetime:
    day = due_date + timedelta(days=REMINDERS[when])
    return datetime.combine(day, REMINDED_AT, LONDON)
