"""Consumer: update a permit or change after its payment was authorised, taken, not taken, lost or released."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from permits.model import Permit, Status
from permits.model_changes import CHANGE
from permits.moves import replaced_permit_writes
from permits.rules import money, renewing_itself
from permits.rules.payment_news import follows, remembered
from permits.store.permits import Permits
from portal.consume import queue_consumer
from portal.context import Context
from portal.problems import Refusal, unwrap
from portal.table import Write


@queue_consumer
def on_payment(event: Mapping[str, Any], context: Context) -> None:
    """3 calls, 4 for a renewal, up to 5 for a permit that moves. An event that was processed before, or is older than
    one processed for the same payment, changes nothing.

    Raises: VersionConflict, so that the message is delivered again.
    """
    detail, permits, now = event["detail"], Permits.from_context(context), context.clock()
    if detail["for_kind"] == CHANGE:
        _of_change(permits, event, now)
    if detail["for_kind"] != "permit":
        return
    permit, version = unwrap(permits.get(detail["for_id"])), detail["payment_version"]
    if event["detail-type"] == "PaymentNotTaken":
        _not_taken(permits, permit, version, now)
        return
    transition = follows(permit, None, event["detail-type"], version, now)
    if transition is None:
        return
    more = [*_renewed(permits, transition.permit), *replaced_permit_writes(permits, transition.permit, now)]
    saved = permits.save(transition, permit, now, *more)
    if isinstance(saved, Refusal) and permit.status is Status.LAPSED:
        saved = permits.save(remembered(money.not_revived(permit, now), None, version), permit, now)
    unwrap(saved)


def _not_taken(permits: Permits, renewal: Permit, version: int, now: datetime) -> None:
    """Stop the permit's automatic renewal after a failed charge. The holder may still pay for the renewal that was
    begun. 2 calls.
    """
    permit = unwrap(permits.get(renewal.renews)) if renewal.renews and version > renewal.payment_version else None
    transition = renewing_itself.not_taken(permit, now)
    if permit is None or transition is None:
        return
    ended = renewing_itself.without(renewal, now).model_copy(update={"payment_version": version})
    unwrap(permits.save(transition, permit, now, *permits.writes(ended, renewal)))


def _of_change(permits: Permits, event: Mapping[str, Any], now: datetime) -> None:
    permit_id, change_id = event["detail"]["for_id"].split("-")
    permit = unwrap(permits.get(permit_id))
    transition = follows(permit, change_id, event["detail-type"], event["detail"]["payment_version"], now)
    if transition is not None:
        unwrap(permits.save(transition, permit, now))


def _renewed(permits: Permits, permit: Permit) -> Sequence[Write]:
    """The writes that mark the permit before this one as renewed, once this renewal is active; else empty. 1 call for
    an active renewal.
    """
    if permit.renews is None or permit.status is not Status.ACTIVE:
        return []
    renewed = permits.get(permit.renews)
    if isinstance(renewed, Refusal) or renewed.renewed:
        return []
    return permits.writes(renewed.model_copy(update={"renewed": True}), renewed)


handler = on_payment.lambda_handler
