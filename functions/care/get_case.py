"""Get an opened request as an officer works on it: answers, files, notes, and the account's other requests."""

from care.model import RequestId
from care.opened_views import OpenedRequest, opened_request
from care.rules.forms import OFFICERS
from care.store.cases import Cases
from care.store.concerns import Concerns
from care.store.notes import RequestNotes
from care.store.releases import Releases
from portal.api import Request, operation
from portal.evidence import Documents
from portal.people import People
from portal.problems import unwrap


@operation("GET", "/v1/officer/requests/{request_id}", access=OFFICERS, calls=7, problems=("not_opened",))
def get_case(
    request: Request[None],
    request_id: RequestId,
    cases: Cases,
    documents: Documents,
    people: People,
    concerns: Concerns,
    notes: RequestNotes,
    releases: Releases,
) -> OpenedRequest:
    officer, now = request.officer, request.now
    read = unwrap(cases.opened(request_id, officer, now))
    files, card = documents.of("request", request_id), people.card(read.account_id)
    others, similar = cases.others(read, officer), concerns.like(read)
    written, release = notes.of(request_id), releases.of(request_id)
    return opened_request(read, files, card, others, similar, written, release, officer.sub, now)


handler = get_case.lambda_handler
