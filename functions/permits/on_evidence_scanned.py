"""A document was looked through: with all of them clean an officer can decide."""

from collections.abc import Mapping
from typing import Any

from permits.rules import life
from permits.store.permits import Permits
from portal.consume import queue_consumer
from portal.context import Context
from portal.evidence import Documents
from portal.problems import unwrap


@queue_consumer
def on_evidence_scanned(event: Mapping[str, Any], context: Context) -> None:
    """3 calls. Raises: RefusalError, so that the message comes again, if somebody else changed the permit just then."""
    detail, permits, now = event["detail"], Permits.from_context(context), context.clock()
    if detail["for_kind"] != "permit":
        return
    permit = unwrap(permits.get(detail["for_id"]))
    all_clean = Documents.from_context(context).all_clean("permit", permit.permit_id)
    step = life.looked_through(permit, all_clean=all_clean, now=now)
    if step is not None:
        unwrap(permits.save(step, permit, now))


handler = on_evidence_scanned.lambda_handler
