"""A document was scanned: once all are clean an officer can approve."""

from collections.abc import Mapping
from typing import Any

from permits.rules.review import documents_scanned
from permits.store.permits import Permits
from portal.consume import queue_consumer
from portal.context import Context
from portal.document import all_clean, scanned
from portal.evidence import Documents
from portal.problems import unwrap


@queue_consumer
def on_evidence_scanned(event: Mapping[str, Any], context: Context) -> None:
    """3 calls, 4 for a free permit that is complete now.

    Raises: ChangedMeanwhile, so that the message comes again.
    """
    detail, permits, now = event["detail"], Permits.from_context(context), context.clock()
    if detail["for_kind"] != "permit":
        return
    permit = unwrap(permits.get(detail["for_id"]))
    sent = Documents.from_context(context).of("permit", permit.permit_id)
    transition = documents_scanned(permit, scanned=scanned(sent), all_clean=all_clean(sent), now=now)
    if transition is not None:
        unwrap(permits.save(transition, permit, now))


handler = on_evidence_scanned.lambda_handler
