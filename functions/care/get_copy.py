"""Get a PDF of one's own request as it was sent: the questions and the answers, to keep or to hand on."""

from care.copy_paper import copy_paper
from care.model import RequestId
from care.rules.requests import copied
from care.store.requests import Requests
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap
from portal.shapes import Pdf


@operation(
    "GET", "/v1/requests/{request_id}/copy", access="resident", calls=2, problems=("not_sent_yet", "care_closed")
)
def get_copy(request: Request[None], request_id: RequestId, requests: Requests, documents: Documents) -> Pdf:
    sent = unwrap(copied(unwrap(requests.owned_by(request.caller, request_id, request.now))))
    paper = copy_paper(sent, documents.of("request", request_id), request.now)
    return Pdf(content=paper.pdf, filename=f"request-{sent.reference}.pdf")


handler = get_copy.lambda_handler
