"""What happens with a payment's money after a decision about its permit."""

from datetime import datetime

from payments.model import Intent, Payment
from payments.rules.polling import scheduled
from portal.payment import PaymentStatus

CAPTURES = {"PermitApproved", "PermitHoldEnding", "PermitChangeApproved", "PermitChangeHoldEnding"}
ENDS_AGREEMENT = {"PermitCancelled", "PermitReplaced", "PermitAutoRenewalStopped", "PermitAutoRenewalFailed"}
LAPSES = {"PermitLapsed", "PermitNotRevived", "PermitChangeLapsed"}


def after_permit_event(payment: Payment, event: str, event_id: str, now: datetime) -> Payment:
    """The payment after an event about what it is for; the same payment if that event was processed before.

    An approval captures authorised money. A rejection, withdrawal or lapse releases or refunds the money; a payment
    that was never paid is not owed any more. Authorised money of a permit that lapses is left alone: it revives the
    permit, or `PermitNotRevived` follows.
    """
    if event_id in payment.processed_event_ids:
        return payment
    payment = payment.model_copy(update={"processed_event_ids": (*payment.processed_event_ids, event_id)})
    if event in CAPTURES:
        captures = payment.status is PaymentStatus.AUTHORISED and payment.intent is None
        intent = Intent.CAPTURE if captures else payment.intent
        return scheduled(payment.model_copy(update={"intent": intent}), now)
    if payment.status.owed:
        over = PaymentStatus.EXPIRED if event in LAPSES else PaymentStatus.WITHDRAWN
        return scheduled(payment.model_copy(update={"status": over}), now)
    if payment.counting_attempt_id is None or event == "PermitLapsed":
        return scheduled(payment, now)
    return scheduled(payment.model_copy(update={"intent": Intent.RELEASE}), now)


def agreement_ended(payment: Payment, now: datetime) -> Payment:
    """The payment, with a note that the agreement which it has set up must not be charged any more."""
    return scheduled(payment.model_copy(update={"agreement_ended": True}), now)
