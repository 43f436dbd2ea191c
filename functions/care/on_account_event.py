"""Do care's part when somebody asks for an export of their data, or an account was closed. An export gets their drafts
and the requests that an officer has released for it. A closed account's drafts are deleted; requests that were sent
stay with the council as care records until a given day.
"""

from collections.abc import Mapping
from typing import Any

from care.leaving import Asked, part
from care.model import RequestStatus
from care.rules.releases import in_exports
from care.rules.requests import kept_after_closure
from care.store.releases import Releases
from care.store.requests import Requests
from portal.accepted import AcceptedDocuments
from portal.clock import from_text
from portal.consume import queue_consumer
from portal.context import Context
from portal.evidence import Documents
from portal.export_files import ExportParts


@queue_consumer
def on_account_event(event: Mapping[str, Any], context: Context) -> None:
    """Apply one event of an account. 1 call for each page of requests and 1 for each request. For an export 1 more, and
    for each request 2, or 3 if an officer is asked to check it. For a closed account 1 more, 1 for each accepted
    document, 3 for each draft and 3 for each of its files, and 4 for each other request.

    Raises: VersionConflict, so that the message comes again.
    """
    detail, now = event["detail"], context.clock()
    requests, documents = Requests.from_context(context), Documents.from_context(context)
    mine = requests.all_of_account(detail["account_id"])
    if event["detail-type"] == "ExportRequested":
        releases = Releases.from_context(context)
        asked = [
            Asked(one, documents.of("request", one.request_id), releases.ask(one, now))
            for one in mine
            if in_exports(one)
        ]
        ExportParts.from_context(context).put(detail["account_id"], detail["export_id"], "care", part(asked, now))
        return
    AcceptedDocuments.from_context(context).forget(detail["account_id"])
    for request in mine:
        if request.status is RequestStatus.DRAFT:
            documents.forget("request", request.request_id)
            requests.discard(request)
        else:
            requests.keep(kept_after_closure(request, from_text(detail["at"])), request)


handler = on_account_event.lambda_handler
