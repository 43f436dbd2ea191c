"""Charges by an agreement, in the Payments table: begun and asked for only while nobody has stopped them.

News of a stop reaches a payment as an event, a moment later. So each write and each question here looks at what was
written where it was stopped.
"""

from payments.model import Payment
from payments.store.items import payment_write
from portal.charges import payment_key
from portal.conditions import Attr
from portal.context import Context
from portal.obligations import require_no_contact_stop
from portal.table import Check, Tables, TransactionCancelled, VersionConflict, Write


class Charges:
    def __init__(self, context: Context) -> None:
        self._settings = context.settings
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Charges":
        return cls(context)

    def begin(self, after: Payment, read: Payment) -> Payment:
        """Save the payment with a new attempt by its agreement, if that is still wanted (`wanted`), and return it; else
        return the payment as it was read. 1 call. Raises: VersionConflict.
        """
        put = payment_write(self._settings.payments_table, after, read)
        try:
            self._tables.transact(payment=put, **self._conditions(read))
        except TransactionCancelled as cancelled:
            if cancelled.failed("payment"):
                raise VersionConflict(read.payment_id) from None
            return read
        return after.model_copy(update={"version": read.version + 1})

    def wanted(self, payment: Payment) -> bool:
        """Whether the payment may be charged by its agreement: its permit waits for it, its payer is written to, and
        the agreement has not ended. 1 call.
        """
        try:
            self._tables.transact(**self._conditions(payment))
        except TransactionCancelled:
            return False
        return True

    def _conditions(self, payment: Payment) -> dict[str, Write]:
        settings, set_up = self._settings, payment.taken_by or ""
        permit = {"pk": f"PERMIT#{payment.for_id}", "sk": "PERMIT"}
        return {
            "permit": Check(settings.permits_table, permit, Attr("status").eq("awaiting_payment")),
            "payer": require_no_contact_stop(settings.accounts_table, payment.account_id),
            "agreement": Check(settings.payments_table, payment_key(set_up), Attr("agreement_ended").eq(value=False)),
        }
