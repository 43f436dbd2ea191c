"""An officer opens a case: the whole of it. That they did is on record before they see it."""

from permits.model import PermitId
from permits.store.permits import Permits
from permits.views import CaseView, case_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.people import People
from portal.problems import unwrap


@operation("GET", "/v1/officer/permits/{permit_id}", access="officer:permits", calls=4)
def open_case(
    request: Request[None],
    permit_id: PermitId,
    permits: Permits,
    documents: Documents,
    people: People,
) -> CaseView:
    permit = unwrap(permits.get(permit_id))
    permits.note_opening(request.officer, permit, request.now)
    return case_view(permit, documents.of("permit", permit_id), people.card(permit.account_id), request.now)


handler = open_case.lambda_handler
