"""What an officer does with a payment: decided, written with its key and its audit row, done at Pay at once."""

from collections.abc import Callable, Mapping
from typing import Any

from payments.govukpay import PayUnavailable
from payments.model import Payment
from payments.settling import TRIES, Settling
from payments.store.payments import Payments, Written
from portal.api import Request
from portal.audit import AuditEvent
from portal.context import Context
from portal.events.payments import PaymentEvent
from portal.problems import Refusal, unwrap
from portal.table import VersionConflict

type Rule = Callable[[Payment], Payment | Refusal]
type ResultId = Callable[[Payment], str]
type Facts = Callable[[Payment], Mapping[str, object]]


def _of_payment(payment: Payment) -> str:
    return payment.payment_id


def _none(_: Payment) -> Mapping[str, object]:
    return {}


class OfficerActs:
    def __init__(self, context: Context) -> None:
        self._payments = Payments.from_context(context)
        self._settling = Settling.from_context(context)
        self._log = context.log

    @classmethod
    def from_context(cls, context: Context) -> "OfficerActs":
        return cls(context)

    def act(
        self,
        request: Request[Any],
        payment_id: str,
        rule: Rule,
        what: AuditEvent,
        reason: str | None = None,
        *,
        event: type[PaymentEvent] | None = None,
        facts: Facts = _none,
        result_id: ResultId = _of_payment,
        poll_first: bool = False,
    ) -> Written:
        """The payment as the rule makes it, and as far as it goes at Pay now; `settle_open_attempts` does the rest.

        `facts`: what the event says beside whose it is. `poll_first`: the rule decides on the payment as Pay has it
        now. 3 calls of ours, and those of `settle`. Raises: RefusalError; VersionConflict.
        """
        written = self._payments.earlier(request.idempotency)
        for _ in range(TRIES):
            if written is not None:
                break
            read = unwrap(self._payments.get(payment_id))
            if poll_first:
                read = unwrap(self._settling.for_person(read, request.now))
            after = rule(read)
            if isinstance(after, Refusal):
                # refused perhaps because this same request has just been done
                written = self._payments.earlier(request.idempotency) or after
                break
            row = self._payments.audited(request.officer, what, read, request.now, reason)
            try:
                of, said = result_id(after), facts(after)
                written = self._payments.act(after, read, row, request.idempotency, of, event, **said)
            except VersionConflict:
                continue
        if written is None:
            raise VersionConflict(payment_id)
        payment, of = unwrap(written)
        return Written(self._settled(payment, request), of)

    def _settled(self, payment: Payment, request: Request[Any]) -> Payment:
        """As it is at Pay; as we have it where Pay does not answer."""
        try:
            return self._settling.settle(payment, request.now)
        except PayUnavailable:
            self._log.line("pay_unavailable")
            return payment
