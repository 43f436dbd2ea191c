"""Makes a payment here and at GOV.UK Pay agree: for the return page, webhooks, the sweep and decisions about permits.

Only what Pay answers now counts, and Pay is asked again after each action. A run may break off anywhere: the payment's
`settle_at` stays due until there is nothing left to do, so that the sweep begins again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from payments.govukpay import GovUkPay, PayRefused, PayUnavailable
from payments.model import Attempt, Payment
from payments.pay_answers import PayPayment, PayRefund
from payments.rules import actions, agreements, polling, refunding, settlement
from payments.rules.actions import PayAction
from payments.store.charges import Charges
from payments.store.payments import Payments
from portal.context import Context
from portal.events.payments import PaymentRefunded
from portal.log import Log
from portal.payment import RefundStatus
from portal.people import People
from portal.problems import Refusal, unwrap
from portal.table import VersionConflict

TRIES = 4
"""How often a payment is read again if others write it at the same time."""
ROUNDS = 6
"""The most actions at Pay for one attempt in a row; a refund, which needs the most, needs four."""
A_REFUND_SHOWS_AFTER = timedelta(days=1)
NO_LONGER_SO = {400, 409, 412}
"""HTTP statuses by which Pay says that the payment is not in the right state for the action: it has changed
meanwhile.
"""
PAY_UNAVAILABLE = Refusal(
    "pay_unavailable",
    "GOV.UK Pay does not answer at the moment. Nothing is lost: try again in a few minutes.",
    retry_after=60,
)


class PayDisagrees(Exception):
    """Pay has something else than we asked for: see the runbook."""


class RefundFailed(Exception):
    """Pay could not give the money back: see the runbook."""


class Settling:
    """`charges`: given where Pay may be asked for charges by agreements; elsewhere those that were begun are waited
    for.
    """

    def __init__(self, payments: Payments, pay: GovUkPay, log: Log, charges: Charges | None = None) -> None:
        self._payments = payments
        self._charges = charges
        self._pay = pay
        self._log = log

    @classmethod
    def from_context(cls, context: Context) -> "Settling":
        return cls(Payments.from_context(context), GovUkPay.from_context(context), context.log)

    @classmethod
    def with_charges(cls, context: Context) -> "Settling":
        payments, charges = Payments.from_context(context), Charges.from_context(context)
        return cls(payments, GovUkPay.from_context(context), context.log, charges)

    def for_person(self, payment: Payment, now: datetime) -> Payment | Refusal:
        """Settle the payment (`settle`) for a person who waits: the refusal `pay_unavailable` if Pay does not
        answer.
        """
        try:
            return self.settle(payment, now)
        except PayUnavailable:
            self._log.line("pay_unavailable")
            return PAY_UNAVAILABLE

    def charge(self, payment: Payment, people: People, now: datetime) -> Payment:
        """Begin to take the payment by its payer's agreement, if that is due now; `settle` then asks Pay for it. The
        payment as it was if nothing is due, or the charge is not wanted any more. 3 calls if it is due. It is put off
        while its payer is written to no more: they may have died.

        Raises: VersionConflict.
        """
        due_at = agreements.charge_at(payment)
        if self._charges is None or payment.taken_by is None or due_at is None or now < due_at:
            return payment
        card = people.card(payment.account_id)
        if card is not None and card.stop is not None:
            return self._payments.save(agreements.put_off(payment, now), payment, now)
        begun = agreements.charged(payment, unwrap(self._payments.get(payment.taken_by)), now)
        if begun.event is not None:
            return self._payments.save(begun.payment, payment, now, begun.event)
        return self._charges.begin(begun.payment, payment)

    def settle(
        self, payment: Payment, now: datetime, *, named: str | None = None, message_id: str | None = None
    ) -> Payment:
        """Make the payment agree with Pay, and return it. `named`: an attempt to look at even if it has ended here.
        `message_id`: the id of the webhook that named it.

        1 call of Pay's for each attempt that may have changed, 2 more for each action, 3 for sending a refund; 1 call
        of ours for each change, and for a charge that was begun before.

        Raises: PayError, PayDisagrees, VersionConflict.
        """
        for _ in range(TRIES):
            try:
                return self._settle(payment, now, named, message_id)
            except VersionConflict:
                payment = unwrap(self._payments.get(payment.payment_id))
        raise VersionConflict(payment.payment_id)

    def _settle(self, payment: Payment, now: datetime, named: str | None, message_id: str | None) -> Payment:
        for _ in range(TRIES):
            polled = dict.fromkeys([*polling.attempts_to_poll(payment, now), *([named] if named else [])])
            for attempt_id in polled:
                payment = self._attempt(payment, attempt_id, now, message_id)
            named = None
            if not polling.work_waits(payment):
                break
        return self._payments.save(polling.scheduled(payment, now), payment, now)

    def _attempt(self, payment: Payment, attempt_id: str, now: datetime, message_id: str | None) -> Payment:
        for _ in range(ROUNDS):
            seen = self._seen(payment, attempt_id, now)
            if seen is None:
                return self._nothing_seen(payment, attempt_id, now)
            found = settlement.settled(payment, attempt_id, seen, now, message_id)
            if isinstance(found, settlement.Mismatch):
                self._log.unexpected("pay_disagrees", PayDisagrees(), domain="payments", what=found.name)
                return payment
            before, payment = payment, self._payments.save(found.payment, payment, now, found.event)
            self._note_turn(before, payment)
            action = actions.next_action(payment, attempt_id, seen, now)
            if action is None:
                return payment
            if action is PayAction.ASK_ABOUT_REFUND:
                return self._ask_about_refunds(payment, attempt_id, seen, now)
            payment = self._do(action, payment, attempt_id, seen, now)
        raise PayDisagrees(f"Pay does not do as asked after {ROUNDS} actions")

    def _note_turn(self, before: Payment, after: Payment) -> None:
        """Log a change of status, for the dashboard's figures of money that is held, taken and released."""
        if after.status is not before.status:
            self._log.line("settled", was=before.status, becomes=after.status, pence=after.amount_pence)

    def _seen(self, payment: Payment, attempt_id: str, now: datetime) -> PayPayment | None:
        attempt = payment.attempt(attempt_id)
        if attempt is None:
            return None
        if attempt.pay_id is not None:
            return self._pay.get(attempt.pay_id)
        if polling.certain(attempt, now):
            return self._pay.find(attempt_id)
        return self._charge(payment, attempt) if self._may_charge(payment, attempt, now) else None

    def _may_charge(self, payment: Payment, attempt: Attempt, now: datetime) -> bool:
        """Whether to ask Pay for the charge of this attempt. The write that began it just now has looked whether it is
        wanted; after a run that broke off, or had no answer, it may have been stopped meanwhile.
        """
        if self._charges is None or attempt.agreement_id is None or not polling.may_count(payment, attempt):
            return False
        return attempt.started_at == now or self._charges.wanted(payment)

    def _charge(self, payment: Payment, attempt: Attempt) -> PayPayment | None:
        """Charge the attempt by its agreement; None if Pay refuses. Until an answer was read, it is asked for again by
        the same key, so that Pay does it once.
        """
        try:
            return self._pay.charge(
                amount_pence=payment.amount_pence,
                reference=attempt.attempt_id,
                description=payment.description,
                agreement_id=attempt.agreement_id or "",
            )
        except PayRefused as refused:
            self._log.line("pay_refused", status=refused.status, code=refused.code)
            return None

    def _nothing_seen(self, payment: Payment, attempt_id: str, now: datetime) -> Payment:
        attempt = payment.attempt(attempt_id)
        if attempt is None:
            return payment
        begun_now = attempt.agreement_id and attempt.started_at == now
        if self._charges and begun_now and polling.may_count(payment, attempt):
            over = agreements.refused(payment, attempt)
            return self._payments.save(over.payment, payment, now, over.event)
        if not polling.certain(attempt, now):
            return payment
        return self._payments.save(settlement.never_made(payment, attempt_id, now), payment, now)

    def _do(self, action: PayAction, payment: Payment, attempt_id: str, seen: PayPayment, now: datetime) -> Payment:
        pay_id = seen.payment_id
        match action:
            case PayAction.END_AGREEMENT:
                return self._end_agreement(payment, attempt_id, now)
            case PayAction.CAPTURE:
                self._try(lambda: self._pay.capture(pay_id))
            case PayAction.CANCEL:
                self._try(lambda: self._pay.cancel(pay_id))
            case PayAction.BEGIN_REFUND:
                return self._begin_refund(payment, attempt_id, seen, now)
            case PayAction.SEND_REFUND:
                return self._send_refund(payment, attempt_id, pay_id, now)
            case PayAction.NOTE_REFUND_SENT:
                return self._refund_sent(payment, attempt_id, None, now)
        return payment

    def _end_agreement(self, payment: Payment, attempt_id: str, now: datetime) -> Payment:
        """Cancel at Pay the agreement that the attempt has set up. Pay refuses if nobody entered into it, or if it has
        ended there already: it is over in these cases, too.
        """
        attempt = payment.attempt(attempt_id)
        if attempt is None or attempt.sets_up is None:
            return payment
        agreement_id = attempt.sets_up
        self._try(lambda: self._pay.end_agreement(agreement_id))
        over = attempt.model_copy(update={"agreement_over": True})
        return self._payments.save(payment.with_attempt(over), payment, now)

    def _begin_refund(self, payment: Payment, attempt_id: str, seen: PayPayment, now: datetime) -> Payment:
        """Write down the next refund. What somebody made in Pay's admin tool is written down before it, also beside a
        refund that failed: else that money would be given back twice.
        """
        attempt = payment.attempt(attempt_id)
        if attempt is not None and refunding.made_at_pay(payment, attempt, seen):
            known = refunding.adopted(payment, attempt_id, self._pay.refunds(seen.payment_id), now)
            if known is not payment:
                return self._payments.save(known, payment, now)
        return self._payments.save(refunding.refund_begun(payment, attempt_id, seen, now), payment, now)

    def _send_refund(self, payment: Payment, attempt_id: str, pay_id: str, now: datetime) -> Payment:
        """Ask Pay for the refund, unless Pay has it already because an earlier answer was lost. A refund that Pay has
        and that failed is not sent again either, or that would go on for ever.
        """
        refund = payment.refund_under_way(attempt_id)
        if refund is None or refund.expected_available is None:
            return payment
        made = refunding.sent_before(payment, refund, self._pay.refunds(pay_id))
        if made is None:
            amount, expected = refund.amount_pence, refund.expected_available
            made = self._try(lambda: self._pay.refund(pay_id, amount, expected))
        return self._refund_sent(payment, attempt_id, made, now) if made else payment

    def _refund_sent(self, payment: Payment, attempt_id: str, made: PayRefund | None, now: datetime) -> Payment:
        """Mark the refund as sent; the next round asks Pay what became of it."""
        refund = payment.refund_under_way(attempt_id)
        if refund is None:
            return payment
        return self._payments.save(refunding.refund_sent(payment, refund, made, now), payment, now)

    def _ask_about_refunds(self, payment: Payment, attempt_id: str, seen: PayPayment, now: datetime) -> Payment:
        """Of one that was made in Pay's admin tool the list of refunds may not know yet: it lags behind."""
        attempt = payment.attempt(attempt_id)
        if attempt is None:
            return payment
        found = self._pay.refunds(seen.payment_id)
        if refunding.made_at_pay(payment, attempt, seen):
            payment = self._payments.save(refunding.adopted(payment, attempt_id, found, now), payment, now)
        for asked in refunding.to_ask_about(payment, attempt):
            after = refunding.after_pay_answer(payment, asked, found, seen, now)
            refund = after.refund(asked.refund_id) or asked
            lost = refund.pay_refund_id is None and now - asked.at > A_REFUND_SHOWS_AFTER
            if refund.status is RefundStatus.ERROR or (lost and refund.status is RefundStatus.SUBMITTED):
                self._log.unexpected("refund_failed", RefundFailed(), domain="payments")
            if refund.status is RefundStatus.SUCCESS and refunding.to_tell_of(after, refund):
                payment = self._payments.save(
                    after,
                    payment,
                    now,
                    PaymentRefunded,
                    refund_id=refund.refund_id,
                    left_pence=refunding.left_pence(after),
                )
            else:
                payment = self._payments.save(after, payment, now)
        return payment

    def _try[Answer](self, call: Callable[[], Answer]) -> Answer | None:
        """Make the call and return its answer. If Pay refuses because the payment has changed meanwhile, log that and
        return None: Pay is asked again.
        """
        try:
            return call()
        except PayRefused as refused:
            if refused.status not in NO_LONGER_SO:
                raise
            self._log.line("pay_refused", status=refused.status, code=refused.code)
            return None
