"""The state of the stand-in for GOV.UK Pay: payments, refunds, and the webhooks that they cause.

Pure and in memory: clock and randomness are arguments. States as Pay documents them: created → started → submitted →
capturable or success, or failed (P0010 declined, P0020 expired, P0030 by the payer), cancelled (P0040), error (P0050).
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import TypeAdapter

from local.pay.model import (
    CARDS,
    FAILURES,
    HELD_FOR,
    RECURRING,
    UNFINISHED,
    UNFINISHED_FOR,
    Agreement,
    Dispute,
    Event,
    Payment,
    Refund,
    Refusal,
    Webhook,
)


@dataclass
class PayMachine:
    """The stand-in's state.

    `refunds_fail`, `success_after_cancel`: faults of the real Pay, for tests. `recurring`: how charges by an agreement
    fail, as a code and whether they may be tried again; None: as the card says. `never_active`: agreements stay
    `created`.
    """

    clock: Callable[[], datetime]
    randomness: Callable[[int], bytes]
    payments: dict[str, Payment] = field(default_factory=dict)
    untold: list[Webhook] = field(default_factory=list)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    """The id of the payment made with each Idempotency-Key."""
    recurring: tuple[str, bool] | None = None
    never_active: bool = False
    refunds_fail: bool = False
    success_after_cancel: bool = False

    # ---------------------------------------------------------------------------------------- operations of the service
    def create(self, payment: Payment) -> Payment:
        self.payments[payment.payment_id] = payment
        self._note(payment, "created")
        return payment

    def set_up(self, agreement: Agreement) -> Agreement:
        self.agreements[agreement.agreement_id] = agreement
        return agreement

    def agreement(self, agreement_id: str) -> Agreement:
        if agreement_id not in self.agreements:
            raise Refusal(404, "P2200", "Not found")
        return self.agreements[agreement_id]

    def end_agreement(self, agreement_id: str) -> None:
        agreement = self.agreement(agreement_id)
        if agreement.status != "active":
            raise Refusal(400, "P2501", "Cancellation of agreement failed")
        agreement.status, agreement.cancelled_at = "cancelled", self.clock()

    def charge(self, payment: Payment) -> Payment:
        """Charge a payment by an agreement, at once and without the payer."""
        agreement = self.agreements.get(payment.agreement_id or "")
        if agreement is None or agreement.status != "active":
            raise Refusal(422, "P0103", "Agreement must be active", "agreement_id")
        self.create(payment)
        failure = self.recurring or RECURRING.get(agreement.card or "")
        if failure is None:
            self._succeed(payment)
            return payment
        code, payment.can_retry = failure
        if not payment.can_retry:
            agreement.status = "inactive"
        self._fail(payment, code)
        return payment

    def new_id(self) -> str:
        return self._id(26)

    def get(self, payment_id: str) -> Payment:
        self.let_time_pass()
        if payment_id not in self.payments:
            raise Refusal(404, "P0200", "Not found")
        return self.payments[payment_id]

    def resumable(self, payment: Payment) -> str | None:
        """A fresh token for the payment's `next_url`; None if it has ended."""
        if payment.status not in UNFINISHED:
            return None
        payment.tokens.append(self._id(26))
        return payment.tokens[-1]

    def capture(self, payment_id: str) -> None:
        payment = self.get(payment_id)
        if payment.status == "success" and payment.delayed_capture:
            return  # Pay accepts a repeated capture
        if payment.status != "capturable":
            raise Refusal(400, "P1003", "Payment cannot be captured")
        self._succeed(payment)

    def cancel(self, payment_id: str) -> None:
        payment = self.get(payment_id)
        if payment.finished:
            raise Refusal(400, "P0501", "Cancellation of payment failed")
        if self.success_after_cancel:
            self.success_after_cancel = False
            self._succeed(payment)
            return
        self._fail(payment, "P0040")

    def refund(self, payment_id: str, amount: int, available: int | None) -> Refund:
        payment = self.get(payment_id)
        if payment.status != "success" or payment.refund_status == "full":
            raise Refusal(400, "P0603", "Payment is not available for refund")
        if available is not None and available != payment.amount_available:
            raise Refusal(412, "P0604", "Refund amount available mismatch")
        if not 1 <= amount <= payment.amount_available:
            raise Refusal(400, "P0602", "Invalid attribute value: amount", "amount")
        refund = Refund(self._id(26), amount, self.clock(), "error" if self.refunds_fail else "success")
        payment.refunds.append(refund)
        if refund.status == "success":
            self._tell("card_payment_refunded", payment)
        return refund

    # ------------------------------------------------------------------------------------------- actions of the payer
    def visit(self, token: str) -> Payment:
        """Open the page of a `next_url`. Each token works once."""
        self.let_time_pass()
        payment = next((one for one in self.payments.values() if token in one.tokens), None)
        if payment is None or payment.status not in UNFINISHED:
            raise Refusal(404, "P0200", "This address was used already, or the payment has ended")
        payment.tokens.remove(token)
        payment.page = self._id(26)
        if payment.status == "created":
            payment.status = "started"
            self._note(payment, "started")
        return payment

    def at_page(self, page: str) -> Payment:
        self.let_time_pass()
        payment = next((one for one in self.payments.values() if one.page and one.page == page), None)
        if payment is None or payment.status not in UNFINISHED:
            raise Refusal(404, "P0200", "This payment has ended")
        return payment

    def pay(self, page: str, card: str) -> Payment:
        """Pay with a card. Raises: KeyError for a card that is not one of Pay's test cards."""
        payment = self.at_page(page)
        code = CARDS[card]
        payment.status = "submitted"
        self._note(payment, "submitted")
        if code is None and payment.sets_up is not None and not self.never_active:
            agreement = self.agreement(payment.sets_up)
            agreement.status, agreement.card = "active", card
        if code is not None:
            self._fail(payment, code)
        elif payment.delayed_capture:
            payment.status = "capturable"
            self._note(payment, "capturable")
        else:
            self._succeed(payment)
        return payment

    def give_up(self, page: str) -> Payment:
        payment = self.at_page(page)
        self._fail(payment, "P0030")
        return payment

    # --------------------------------------------------------------------------------- events without a request
    def let_time_pass(self) -> None:
        """Expire payments left unfinished for 90 minutes or held for 120 hours."""
        now = self.clock()
        for payment in self.payments.values():
            left_alone = payment.status in UNFINISHED and now >= payment.created_at + UNFINISHED_FOR
            held_too_long = payment.status == "capturable" and now >= payment.created_at + HELD_FOR
            if left_alone or held_too_long:
                self._fail(payment, "P0020")

    def capture_fails(self, payment_id: str) -> None:
        """Let a capture fail after Pay reported success: the payment becomes an error."""
        payment = self.get(payment_id)
        payment.captured_at = None
        self._fail(payment, "P0050")

    def disputed(self, payment_id: str) -> Dispute:
        """Let the payer dispute the whole payment at their bank."""
        payment = self.get(payment_id)
        payment.dispute = Dispute(self._id(26), payment.amount, self.clock())
        return payment.dispute

    def _succeed(self, payment: Payment) -> None:
        payment.status, payment.captured_at = "success", self.clock()
        self._note(payment, "success")
        self._tell("card_payment_succeeded", payment)
        self._tell("card_payment_captured", payment)

    def _fail(self, payment: Payment, code: str) -> None:
        payment.status, payment.code = FAILURES[code][0], code
        self._note(payment, payment.status)
        self._tell("card_payment_expired" if code == "P0020" else "card_payment_failed", payment)

    def _note(self, payment: Payment, status: str) -> None:
        payment.events.append(Event(status, payment.finished, self.clock()))

    def _tell(self, event_type: str, payment: Payment) -> None:
        """Queue a webhook. Pay sends none for a start or a hold (`EventMapper` of its service pay-webhooks)."""
        self.untold.append(Webhook(self._id(26), event_type, payment.payment_id, self.clock(), self.clock()))

    # -------------------------------------------------------------------------------------------- saving and loading
    def as_json(self) -> bytes:
        return _STATE.dump_json((self.payments, self.untold, self.agreements, self.keys), indent=1)

    def read(self, kept: bytes) -> None:
        self.payments, self.untold, self.agreements, self.keys = _STATE.validate_json(kept)

    def _id(self, length: int) -> str:
        return base64.b32encode(self.randomness(20)).decode().lower()[:length]


type _State = tuple[dict[str, Payment], list[Webhook], dict[str, Agreement], dict[str, str]]
_STATE: TypeAdapter[_State] = TypeAdapter(_State)
