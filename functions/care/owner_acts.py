"""One step that a request's owner, or their helper, takes with it, once for each Idempotency-Key."""

from collections.abc import Callable
from typing import Any

from care.model import CareRequest
from care.store.requests import Requests
from care.views import RequestView, request_view
from portal.api import Request
from portal.evidence import Documents
from portal.helping import helping_of
from portal.problems import Refusal, unwrap


def done_by_owner(
    request: Request[Any],
    request_id: str,
    requests: Requests,
    documents: Documents,
    step: Callable[[CareRequest], CareRequest | Refusal],
    acting_for: str | None = None,
) -> RequestView:
    """Take the step and return the request after it. If the same key took the step before, only return the request. 4
    calls, 6 for a helper.
    """
    now = request.now
    caller = unwrap(requests.in_whose_name(request.caller, acting_for, now))
    after = requests.repeated(caller, request.idempotency)
    if after is None:
        read = unwrap(requests.owned_by(caller, request_id, now))
        after = requests.change(unwrap(step(read)), read, caller, request.idempotency)
    return request_view(unwrap(after), documents.of("request", request_id), now, helping_of(caller))
