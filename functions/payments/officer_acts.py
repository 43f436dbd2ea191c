"""Officers' steps with a payment: decided by a rule, saved with the key and an audit row, and carried out at Pay at
once.
"""

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
        look_first: bool = False,
    ) -> Written:
        """Save the payment as the rule makes it, and carry that out at Pay as far as it goes now;
        `settle_open_attempts` does the rest. A key that was used before returns what it wrote then.

        `facts`: further fields of the event. `result_id`: the id of the payment or refund that the step is about.
        `poll_first`: ask Pay first, so that the rule decides on the payment as Pay has it. `look_first`: the same for a
        payment of which nothing is open at Pay, if Pay answers: somebody may have refunded it in Pay's admin tool. 3
        calls of ours, and those of `settle`. Raises: RefusalError; VersionConflict.
        """
        written = self._payments.earlier(request.idempotency)
        for _ in range(TRIES):
            if written is not None:
                break
            read = unwrap(self._payments.get(payment_id))
            if poll_first:
                read = unwrap(self._settling.for_person(read, request.now))
            if look_first:
                read = self._settled(read, request, named=read.counting_attempt_id)
            after = rule(read)
            if isinstance(after, Refusal):
                # the same request may have just been carried out, and the rule refuses to repeat it
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

    def _settled(self, payment: Payment, request: Request[Any], named: str | None = None) -> Payment:
        """The payment, made to agree with Pay; as we have it if Pay does not answer. `named`: as in `settle`."""
        try:
            return self._settling.settle(payment, request.now, named=named)
        except PayUnavailable:
            self._log.line("pay_unavailable")
            return payment
