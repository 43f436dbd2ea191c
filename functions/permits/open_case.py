"""An officer opens a case: the whole of it. That they did is on record before they see it."""

from permits.model import PermitId
from permits.model_changes import subject
from permits.store.permits import Permits
from permits.views import CaseView, case_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.ids import Ulid
from portal.people import People
from portal.problems import NOT_FOUND, unwrap
from portal.shapes import Query


class WhichCase(Query):
    case_id: Ulid | None = None


@operation("GET", "/v1/officer/permits/{permit_id}", access="officer:permits", calls=5)
def open_case(
    request: Request[None],
    permit_id: PermitId,
    where: WhichCase,
    permits: Permits,
    documents: Documents,
    people: People,
) -> CaseView:
    permit = unwrap(permits.get(permit_id))
    change_id = None if where.case_id == permit_id else where.case_id
    if change_id is not None and permit.change(change_id) is None:
        unwrap(NOT_FOUND)
    permits.note_opening(request.officer, permit, request.now)
    of_change = documents.of(*subject(permit_id, change_id)) if change_id else []
    card = people.card(permit.account_id)
    return case_view(permit, documents.of("permit", permit_id), card, request.now, change_id, of_change)


handler = open_case.lambda_handler
