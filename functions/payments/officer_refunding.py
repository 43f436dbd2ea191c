"""The answer of the operations on one refund."""

from datetime import datetime

from payments.officer_views import RefundAsked, refund_state
from payments.store.payments import Written
from portal.problems import NOT_FOUND, unwrap


def asked_for(written: Written, now: datetime) -> RefundAsked:
    refund = unwrap(written.payment.refund(written.result_id) or NOT_FOUND)
    return RefundAsked(refund_id=refund.refund_id, status=refund_state(refund, now))
