"""What an approval gives: its last day and its fee. Pure.

Rules: `docs/rules/blue-badge.md`, B6 to B9 and B17.
"""

from datetime import date, datetime

from care.model import CareRequest, Fee, RequestStatus
from care.rules.blue_badge import last_day_possible
from care.rules.outcomes import Outcome, outcomes_of
from portal.london import today
from portal.problems import FieldError, Refusal, invalid


def granted(ended: CareRequest, valid_until: date | None, payment_id: str, now: datetime) -> CareRequest | Refusal:
    """The ended request with what its outcome gives: a last day, a fee, and, unless the fee has to be paid first, that
    it can be ordered. `payment_id`: a new id for the bill.

    Refused: a last day that is missing, too early or too late, and one for an outcome that has none.
    """
    outcome = next((one for one in outcomes_of(ended.form_id) if one.outcome == ended.outcome), None)
    if outcome is None or not outcome.has_last_day:
        wrong = valid_until and FieldError("valid_until", "not_now", "Only a badge that we agree to has a last day.")
        return invalid(wrong) if wrong else ended
    wrong = _wrong_day(ended, valid_until, today(now))
    if wrong:
        return invalid(wrong)
    fee = Fee(payment_id=payment_id, amount_pence=outcome.fee_pence) if outcome.fee_pence else None
    given = ended.model_copy(update={"valid_until": valid_until, "fee": fee})
    return given if waits_for_fee(outcome) else ordered(given, now)


def _wrong_day(ended: CareRequest, valid_until: date | None, day: date) -> FieldError | None:
    last = last_day_possible(ended.answers, day)
    if valid_until is None:
        return FieldError("valid_until", "missing", f"Give the last day of the badge: {last} or earlier.")
    if valid_until > last:
        words = (
            f"Give {last} or an earlier day: 3 years at most, and not past the award, the age of 3 or the old badge."
        )
        return FieldError("valid_until", "too_late", words)
    if valid_until <= day:
        return FieldError("valid_until", "too_early", "Give a day after today.")
    return None


def waits_for_fee(outcome: Outcome) -> bool:
    """Whether what is agreed to can be ordered only once its fee is paid."""
    return bool(outcome.fee_pence) and not outcome.before_payment


def to_order(read: CareRequest) -> bool:
    """Whether an officer still has to order what was approved. What was ordered once is not ordered again."""
    return read.status is RequestStatus.APPROVED and read.ordered_at is not None and read.order_placed_at is None


def ordered(read: CareRequest, now: datetime) -> CareRequest:
    return read.model_copy(update={"ordered_at": now}).noted("ordered", now)
