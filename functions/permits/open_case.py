"""Open a case with all that an officer needs to decide it. The opening is put on record before anything is shown."""

from permits.model import CaseQuery, PermitId
from permits.model_changes import subject
from permits.queue_views import OpenedCase, case_summary, note_view, related_permit
from permits.rules.cases import QueuedCase, beside
from permits.store.cases import Cases
from permits.store.notes import Notes
from permits.store.permits import Permits
from permits.store.searches import Searches
from permits.views import case_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.people import People
from portal.problems import NOT_FOUND, unwrap


@operation("GET", "/v1/officer/permits/{permit_id}", access="officer:permits", calls=11)
def open_case(
    request: Request[None],
    permit_id: PermitId,
    where: CaseQuery,
    permits: Permits,
    searches: Searches,
    cases: Cases,
    notes: Notes,
    documents: Documents,
    people: People,
) -> OpenedCase:
    permit, officer = unwrap(permits.get(permit_id)), request.officer.sub
    change = permit.change(where.case_id) if where.case_id else None
    if change is None and where.case_id not in {None, permit_id}:
        unwrap(NOT_FOUND)
    permits.note_opening(request.officer, permit, request.now)
    place, card = permit.product.property, people.card(permit.account_id)
    here, theirs = searches.at_property(place.address.postcode, place.uprn), permits.of_account(permit.account_id, None)
    household, earlier = beside(permit, [*here.permits, *theirs.permits])
    waiting = cases.get(permit_id, where.case_id or permit_id)
    change_id = change.change_id if change else None
    of_change = documents.of(*subject(permit_id, change_id)) if change_id else []
    return OpenedCase(
        **dict(case_view(permit, documents.of("permit", permit_id), card, request.now, change_id, of_change)),
        household=[related_permit(one, permit) for one in household],
        earlier=[related_permit(one, permit) for one in earlier],
        older_left_out=bool(here.next or theirs.next),
        hold_ends_at=change.capture_at if change else permit.capture_at,
        notes=[note_view(note, officer) for note in notes.of(permit_id)],
        waiting=case_summary(waiting, card, officer, request.now) if isinstance(waiting, QueuedCase) else None,
        can_enquire=cases.can_enquire and isinstance(waiting, QueuedCase),
    )


handler = open_case.lambda_handler
