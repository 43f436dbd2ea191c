"""Somebody wants their data: their permits and applications. An account was closed: what is kept of its permits."""

from collections.abc import Mapping
from typing import Any

from permits.leaving import part, without_person
from permits.model import Permit
from permits.model_changes import subject
from permits.store.permits import Permits
from portal.clock import from_text
from portal.consume import queue_consumer
from portal.context import Context
from portal.evidence import Documents
from portal.export_files import ExportParts


@queue_consumer
def on_account_event(event: Mapping[str, Any], context: Context) -> None:
    """1 call, and per permit 1 for a part; 3 to forget it, and 3 for each of its documents.

    Raises: VersionConflict, so that the message comes again.
    """
    detail, permits, documents = event["detail"], Permits.from_context(context), Documents.from_context(context)
    mine = permits.all_of_account(detail["account_id"])
    if event["detail-type"] == "ExportRequested":
        shown = [(permit, [state for one in _subjects(permit) for state in documents.of(*one)]) for permit in mine]
        mine_in_words = part(shown, context.clock())
        ExportParts.from_context(context).put(detail["account_id"], detail["export_id"], "permits", mine_in_words)
        return
    closed_at = from_text(detail["at"])
    for permit in mine:
        for one in _subjects(permit):
            documents.forget(*one)
        if permit.kept_until is None:
            permits.forget_person(without_person(permit, closed_at), permit, context.clock())


def _subjects(permit: Permit) -> list[tuple[str, str]]:
    """By what the documents of the permit and of its changes are kept."""
    return [subject(permit.permit_id, change_id) for change_id in (None, *(one.change_id for one in permit.changes))]


handler = on_account_event.lambda_handler
