"""Withdraw a request before it has ended, for oneself or for the person whom one helps."""

from care.model import RequestId
from care.owner_acts import done_by_owner
from care.rules.requests import withdrawn
from care.store.requests import Requests
from care.views import RequestView
from portal.api import Request, operation
from portal.evidence import Documents
from portal.helping import Acting


@operation(
    "POST",
    "/v1/requests/{request_id}/withdrawal",
    access="resident",
    idempotent=True,
    calls=6,
    problems=("decided_already", "care_closed"),
)
def withdraw_request(
    request: Request[None], request_id: RequestId, acting: Acting, requests: Requests, documents: Documents
) -> RequestView:
    return done_by_owner(
        request,
        request_id,
        requests,
        documents,
        lambda read: withdrawn(read, request.now),
        acting_for=acting.acting_for,
    )


handler = withdraw_request.lambda_handler
