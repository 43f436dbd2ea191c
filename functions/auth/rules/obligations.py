"""What keeps an account open: live permits, and money that is due, held or on its way back. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.money import pounds
from portal.payment import PaymentStatus, RefundStatus
from portal.problems import FieldError, Refusal

UNDECIDED_PERMITS = {"awaiting_payment", "in_review", "information_needed"}
LIVE_PERMITS = {"approved", "active"}
"""Statuses of the permits domain; `tests/permits/test_obligations.py` compares them with its own."""

OPEN_PAYMENTS = {
    PaymentStatus.DUE: "is due: pay it, or withdraw what it is for",
    PaymentStatus.PAYING: "is being paid: finish it first",
    PaymentStatus.AUTHORISED: "is held on your card: wait until it is taken or released",
}


@dataclass(frozen=True)
class Obligation:
    """One thing that keeps an account from being closed. `kind`: `live_permit`, `open_payment` or `email_changed`.
    `why`: a sentence for the person, with what to do.
    """

    kind: str
    why: str


def blocked(obligations: Sequence[Obligation]) -> Refusal:
    """The refusal to close an account, with one error for each obligation. The errors belong to no field (`""`)."""
    errors = tuple(FieldError("", one.kind, one.why) for one in obligations)
    return Refusal(
        "closure_blocked", "Something of yours is still open. Finish it, then close the account.", None, errors
    )


def of_permit(permit: Mapping[str, Any], day: date) -> Obligation | None:
    """The obligation from a permit on this day; None if there is none. `permit`: an item of the Permits table."""
    status, name = permit["status"], f"The permit {permit['reference']}"
    if status in UNDECIDED_PERMITS:
        return Obligation("live_permit", f"{name} has been applied for: withdraw it, or wait for the decision.")
    last = date.fromisoformat(permit["valid_until"])
    if status in LIVE_PERMITS and last >= day:
        words = f"{last.day} {last:%B %Y}"
        return Obligation("live_permit", f"{name} is valid until {words}: wait until then, or call us to cancel it.")
    return None


def of_payment(payment: Mapping[str, Any]) -> Obligation | None:
    """The obligation from a payment; None if there is none. `payment`: an item of the Payments table."""
    status, amount = PaymentStatus(payment["status"]), pounds(payment["amount_pence"])
    if status in OPEN_PAYMENTS:
        return Obligation("open_payment", f"{amount} {OPEN_PAYMENTS[status]}.")
    refunds = [RefundStatus(one["status"]) for one in payment.get("refunds", ())]
    if RefundStatus.ERROR in refunds:
        why = f"A refund of a payment of {amount} could not be made: call us, so that you get your money."
        return Obligation("open_payment", why)
    if any(one.under_way for one in refunds):
        return Obligation("open_payment", f"A refund of a payment of {amount} is on its way: wait until it has come.")
    return None
