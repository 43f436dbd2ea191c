"""Add a document that an officer has accepted before to a request, without sending it again."""

from care.model import RequestId
from care.rules.requests import takes_evidence
from care.store.requests import Requests
from portal.accepted import AcceptedDocuments, DocumentUsedAgain, UsedAgain
from portal.api import Request, operation
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/requests/{request_id}/accepted-evidence",
    access="resident",
    status=201,
    calls=5,
    problems=("already_submitted", "too_many_files", "document_not_ready", "care_closed"),
)
def reuse_evidence(
    request: Request[UsedAgain], request_id: RequestId, requests: Requests, accepted: AcceptedDocuments
) -> DocumentUsedAgain:
    read = unwrap(requests.owned_by(request.caller, request_id, request.now))
    unwrap(takes_evidence(read, request.now))
    return unwrap(accepted.use_again(request.body, read.account_id, "request", request_id, request.now))


handler = reuse_evidence.lambda_handler
