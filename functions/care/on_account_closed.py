"""An account was closed: its drafts are gone; what was sent stays with the council as a care record, for a while."""

from collections.abc import Mapping
from typing import Any

from care.model import RequestStatus
from care.rules.requests import kept_after_closure
from care.store.requests import Requests
from portal.clock import from_text
from portal.consume import queue_consumer
from portal.context import Context
from portal.evidence import Documents


@queue_consumer
def on_account_closed(event: Mapping[str, Any], context: Context) -> None:
    """1 call for each page of requests and 1 for each; 3 more for a draft and 3 for each of its files, 2 for others.

    Raises: ChangedMeanwhile, so that the message comes again.
    """
    detail, requests = event["detail"], Requests.from_context(context)
    for request in requests.all_of_account(detail["account_id"]):
        if request.status is RequestStatus.DRAFT:
            Documents.from_context(context).forget("request", request.request_id)
            requests.discard(request)
        else:
            requests.keep(kept_after_closure(request, from_text(detail["at"])), request)


handler = on_account_closed.lambda_handler
