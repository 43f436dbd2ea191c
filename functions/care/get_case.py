"""A request as an officer works on it: its answers, its files, and what else the account has sent."""

from care.case_views import OpenedRequest, opened_request
from care.model import RequestId
from care.rules.forms import OFFICERS
from care.store.cases import Cases
from portal.api import Request, operation
from portal.evidence import Documents
from portal.people import People
from portal.problems import unwrap


@operation("GET", "/v1/officer/requests/{request_id}", access=OFFICERS, calls=4, problems=("not_opened",))
def get_case(
    request: Request[None], request_id: RequestId, cases: Cases, documents: Documents, people: People
) -> OpenedRequest:
    officer, now = request.officer, request.now
    read = unwrap(cases.opened(request_id, officer, now))
    files, card = documents.of("request", request_id), people.card(read.account_id)
    return opened_request(read, files, card, cases.others(read, officer), officer.sub, now)


handler = get_case.lambda_handler
