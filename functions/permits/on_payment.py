"""What became of a permit's money: held, taken, lost or released; the permit follows."""

from collections.abc import Mapping
from typing import Any

from permits.model import Status
from permits.rules import life
from permits.store.permits import Permits
from portal.consume import queue_consumer
from portal.context import Context
from portal.problems import Refusal, RefusalError, unwrap

FOLLOWS = {
    "PaymentAuthorised": life.authorised,
    "PaymentPaid": life.taken,
    "PaymentLost": life.lost,
    "PaymentReleased": life.released,
}


@queue_consumer
def on_payment(event: Mapping[str, Any], context: Context) -> None:
    """3 calls. An event that comes again finds nothing to do.

    Raises: RefusalError, so that the message comes again, if somebody else changed the permit just then.
    """
    detail, permits, now = event["detail"], Permits.from_context(context), context.clock()
    if detail["for_kind"] != "permit":
        return
    permit = unwrap(permits.get(detail["for_id"]))
    step = FOLLOWS[event["detail-type"]](permit, now)
    if step is None:
        return
    saved = permits.save(step, permit, now)
    if isinstance(saved, Refusal) and saved.code != "try_again" and permit.status is Status.LAPSED:
        saved = permits.save(life.too_late(permit, now), permit, now)
    if isinstance(saved, Refusal):
        raise RefusalError(saved)


handler = on_payment.lambda_handler
