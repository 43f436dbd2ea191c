"""Begins attempts at paying. At most one is open, and each is saved before GOV.UK Pay is asked for it.

If Pay's reply is lost, Pay has a payment whose page nobody knows the address of. Pay ends it after 90 minutes.
"""

from datetime import datetime

from payments.govukpay import GovUkPay, PayError, PayUnavailable
from payments.model import Attempt, Payment
from payments.pay_answers import PayPayment
from payments.rules import paying
from payments.settling import PAY_UNAVAILABLE, TRIES, Settling
from payments.store.payments import Payments
from portal.context import Context
from portal.idempotency import Idempotency
from portal.problems import Refusal, unwrap
from portal.shapes import View
from portal.table import VersionConflict

BEING_PROCESSED = Refusal("try_again", "Your payment is being processed. Look again in a minute.", retry_after=60)


class AttemptStarted(View):
    """An attempt that was begun or goes on. `next_url`: the address of GOV.UK Pay's page for the card, which works
    once.
    """

    attempt_id: str
    next_url: str


class Paying:
    def __init__(self, context: Context) -> None:
        self._payments = Payments.from_context(context)
        self._pay = GovUkPay.from_context(context)
        self._settling = Settling(self._payments, self._pay, context.log)
        self._web_url = context.settings.web_url
        self._log = context.log

    @classmethod
    def from_context(cls, context: Context) -> "Paying":
        return cls(context)

    def pay(self, payment: Payment, idempotency: Idempotency, now: datetime) -> AttemptStarted | Refusal:
        """Begin an attempt, or go on with the open one, and return the address of Pay's page. 2 calls of ours and 1 of
        Pay's for a new attempt (2 if it sets up an agreement), 1 of Pay's to go on with one.
        """
        try:
            for _ in range(TRIES):
                found = self._try(payment, idempotency, now)
                if not isinstance(found, Payment):
                    return found
                payment = found
        except PayUnavailable:
            self._log.line("pay_unavailable")
            return PAY_UNAVAILABLE
        return Refusal("try_again", "You started this payment twice at the same time. Try again.", retry_after=1)

    def _try(self, payment: Payment, idempotency: Idempotency, now: datetime) -> AttemptStarted | Refusal | Payment:
        """As `pay`, once. Returns the Payment as it is now if somebody else has written it meanwhile, to be decided
        anew.
        """
        decision = paying.pay(payment, now)
        if isinstance(decision, Refusal):
            return decision
        if isinstance(decision, paying.Resume):
            return self._resume(payment, decision.attempt, now)
        try:
            begun = self._payments.begin(decision, payment, idempotency)
        except VersionConflict:
            return self._payments.get(payment.payment_id)
        return begun if isinstance(begun, Refusal) else self._create(begun, now)

    def _resume(self, payment: Payment, attempt: Attempt, now: datetime) -> AttemptStarted | Refusal | Payment:
        if attempt.pay_id is not None:
            seen = self._pay.get(attempt.pay_id)
            if not seen.state.finished and seen.next_url is not None:
                return AttemptStarted(attempt_id=attempt.attempt_id, next_url=seen.next_url)
        after = self._settling.settle(payment, now)
        return BEING_PROCESSED if after.open_attempt() else after

    def _create(self, payment: Payment, now: datetime) -> AttemptStarted | Refusal | Payment:
        attempt = payment.attempts[-1]
        sets_up = self._agreement(payment)
        seen = self._pay.create(
            amount_pence=payment.amount_pence,
            reference=attempt.attempt_id,
            description=payment.description,
            return_url=f"{self._web_url}/payments/{payment.payment_id}/return",
            hold=payment.hold,
            sets_up=sets_up,
        )
        for _ in range(TRIES):
            made = paying.made(payment, attempt.attempt_id, seen, now, sets_up)
            if made is None:
                break
            try:
                self._payments.save(made, payment, now)
            except VersionConflict:
                payment = unwrap(self._payments.get(payment.payment_id))
            else:
                return AttemptStarted(attempt_id=attempt.attempt_id, next_url=seen.next_url or "")
        return self._nobody_needs(seen, payment)

    def _agreement(self, payment: Payment) -> str | None:
        """The id of a new agreement for the payer to enter into; None if the payment sets up none. An agreement that
        nobody enters into is worth nothing and does no harm.
        """
        if not payment.set_up_agreement or payment.agreement_ended:
            return None
        return self._pay.set_up_agreement(reference=payment.payment_id, description=payment.description)

    def _nobody_needs(self, seen: PayPayment, payment: Payment) -> Payment:
        """Cancel at Pay what was created for an attempt that another one has superseded, and return the payment."""
        try:
            self._pay.cancel(seen.payment_id)
        except PayError:
            self._log.line("orphan_left", what="it expires at Pay by itself")
        return payment
