"""Compares days of the ledger with GOV.UK Pay's, opens a case for each difference, and settles what can be settled."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from payments.govukpay import GovUkPay, PayError
from payments.ledger import Case, Difference
from payments.model import payment_of
from payments.pay_answers import PayDispute, PayPayment, PayRefundOfDay
from payments.rules.reconciling import AtPay, differences, is_ours
from payments.settling import Settling
from payments.store.ledger import Ledger
from payments.store.payments import Payments
from portal.context import Context
from portal.london import LONDON
from portal.problems import Refusal
from portal.table import VersionConflict

SETTLED_BY_POLLING = {
    Difference.PAID_THERE_ONLY,
    Difference.PAID_HERE_ONLY,
    Difference.LATER_ERROR,
    Difference.REFUND_UNKNOWN,
}


class ReconciliationDiffers(Exception):
    """Pay has something else than the ledger: see the runbook."""


class Reconciliation:
    def __init__(self, context: Context) -> None:
        self._ledger = Ledger.from_context(context)
        self._payments = Payments.from_context(context)
        self._settling = Settling.from_context(context)
        self._pay = GovUkPay.from_context(context)
        self._log = context.log

    @classmethod
    def from_context(cls, context: Context) -> "Reconciliation":
        return cls(context)

    def of_day(self, day: date, now: datetime) -> int:
        """Compare one day, and return how many cases are new. 3 calls of Pay's and 1 of ours; for each difference 1 or
        2 of each more.

        Raises: PayError.
        """
        begins, ends = (datetime.combine(one, time(), LONDON) for one in (day, day + timedelta(days=1)))
        entries = self._ledger.entries(day)
        known = {one.pay_id for one in entries if not one.found_at_pay}
        payments = self._pay.payments_between(begins, ends)
        refunds = self._pay.refunds_between(begins, ends)
        disputes = self._pay.disputes_between(begins, ends)
        asked: list[PayRefundOfDay | PayDispute] = [one for one in refunds if one.refund_id not in known]
        asked += disputes
        pay = AtPay(payments, refunds, disputes, self._references(payments, asked))
        new = [one for one in differences(day, entries, pay, now) if self._ledger.open_case(one)]
        for case in new:
            self._log.unexpected("reconciliation_differs", ReconciliationDiffers(), domain="payments")
            if case.difference in SETTLED_BY_POLLING:
                self._poll(case, now)
        return len(new)

    def _references(
        self, payments: Sequence[PayPayment], asked: Sequence[PayRefundOfDay | PayDispute]
    ) -> dict[str, str]:
        """Our references of payments, by Pay's ids. 1 call for each payment of another day."""
        known = {one.payment_id: one.reference for one in payments}
        for pay_id in {one.payment_id for one in asked} - known.keys():
            known[pay_id] = self._pay.get(pay_id).reference
        return known

    def _poll(self, case: Case, now: datetime) -> None:
        """Ask Pay about the payment once more, and save how it stands."""
        if case.of is None or not is_ours(case.of):
            return
        payment = self._payments.get(payment_of(case.of))
        if isinstance(payment, Refusal):
            return
        try:
            self._settling.settle(payment, now, named=case.of)
        except (PayError, VersionConflict):
            self._log.line("reconciliation_looks_again", what="the sweep does")
