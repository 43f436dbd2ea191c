"""Consumer: a document of a permit or change was scanned. Once all documents are clean, an officer can approve."""

from collections.abc import Mapping
from typing import Any

from permits.model_changes import CHANGE
from permits.rules.changes import change_scanned
from permits.rules.review import documents_scanned
from permits.store.permits import Permits
from portal.consume import queue_consumer
from portal.context import Context
from portal.document import all_clean, scanned
from portal.evidence import Documents
from portal.problems import unwrap


@queue_consumer
def on_evidence_scanned(event: Mapping[str, Any], context: Context) -> None:
    """Note the scanned document on its permit or change. 3 calls, 4 if a free permit is complete now.

    Raises: VersionConflict, so that the message is delivered again.
    """
    detail, permits, now = event["detail"], Permits.from_context(context), context.clock()
    if detail["for_kind"] not in {"permit", CHANGE}:
        return
    permit_id, _, change_id = detail["for_id"].partition("-")
    permit = unwrap(permits.get(permit_id))
    sent = Documents.from_context(context).of(detail["for_kind"], detail["for_id"])
    known, clean = scanned(sent), all_clean(sent)
    if change_id:
        transition = change_scanned(permit, change_id, scanned=known, all_clean=clean, now=now)
    else:
        transition = documents_scanned(permit, scanned=known, all_clean=clean, now=now)
    if transition is not None:
        unwrap(permits.save(transition, permit, now))


handler = on_evidence_scanned.lambda_handler
