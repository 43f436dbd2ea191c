"""Remind payers of payments that they were asked for: 7 days before the due date, on that day, and 7 days after."""

from collections.abc import Mapping
from datetime import datetime

from payments.rules.billing import reminded
from payments.store.payments import Payments
from portal.consume import job
from portal.context import Context
from portal.each import each
from portal.events.payments import PaymentReminderDue
from portal.problems import Refusal


@job
def remind_overdue(context: Context) -> Mapping[str, int]:
    """Send the reminders that are due, and count them. 2 calls, and 2 for each reminder. A payment that somebody
    changes at the same moment is left for the next run.
    """
    payments, now = Payments.from_context(context), context.clock()
    return {"reminded": each(payments.to_remind(now), lambda due: _reminded(due, payments, now), context, "payments")}


def _reminded(payment_id: str, payments: Payments, now: datetime) -> bool:
    """Send the payment's reminder; return whether one was due."""
    read = payments.get(payment_id)
    after = None if isinstance(read, Refusal) else reminded(read, now)
    if isinstance(read, Refusal) or after is None:
        return False
    payments.save(after, read, now, PaymentReminderDue, when=after.reminded[-1])
    return True


handler = remind_overdue.lambda_handler
