"""Consumer of account events: export a holder's permits, or anonymise the permits of a closed account."""

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
    """1 call; for an export 1 more for each permit; for a closed account 3 more for each permit and 3 for each
    document.

    Raises: VersionConflict, so that the message is delivered again.
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
    """The kinds and ids under which documents of the permit and of its changes are kept."""
    return [subject(permit.permit_id, change_id) for change_id in (None, *(one.change_id for one in permit.changes))]


handler = on_account_event.lambda_handler
