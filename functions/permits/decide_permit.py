"""Decide an application or a change: approve it, reject it, or ask a question."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from permits.model import PermitId
from permits.model_changes import subject
from permits.moves import replaced_permit_writes
from permits.rules.changes import decided_case
from permits.rules.following import followed
from permits.store.permits import Permits
from permits.views import CaseView, case_view
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.document import all_clean
from portal.evidence import Documents
from portal.ids import Ulid
from portal.people import People
from portal.problems import unwrap
from portal.shapes import Input

ON_RECORD = {
    "approve": AuditEvent.PERMIT_APPROVED,
    "reject": AuditEvent.PERMIT_REJECTED,
    "ask": AuditEvent.PERMIT_QUESTION_ASKED,
}


ON_RECORD_OF_CHANGE = ON_RECORD | {
    "approve": AuditEvent.PERMIT_CHANGE_APPROVED,
    "reject": AuditEvent.PERMIT_CHANGE_REJECTED,
}


class Decision(Input):
    case_id: Annotated[Ulid | None, Field(title="the case")] = None
    version: Annotated[int, Field(title="the version of the case that you saw", ge=1)]
    outcome: Annotated[Literal["approve", "reject", "ask"], Field(title="your decision")]
    reason: Annotated[str | None, StringConstraints(max_length=2000), Field(title="the reason")] = None


@operation(
    "POST",
    "/v1/officer/permits/{permit_id}/decision",
    access="officer:permits",
    idempotent=True,
    calls=9,
    problems=(
        "not_in_review",
        "changed_meanwhile",
        "documents_not_checked",
        "permit_not_active",
        "tenancy_over",
        "too_many_questions",
        "no_place_free",
        "vehicle_has_permit",
    ),
)
def decide_permit(
    request: Request[Decision], permit_id: PermitId, permits: Permits, documents: Documents, people: People
) -> CaseView:
    body, now = request.body, request.now
    change_id = None if body.case_id == permit_id else body.case_id
    permit, sent = permits.repeated(request.idempotency), documents.of(*subject(permit_id, change_id))
    if permit is None:
        read = unwrap(permits.get(permit_id))
        clean, renewal = all_clean(sent), permits.renewal_of(read) if change_id else None
        decision = decided_case(
            read, change_id, body.outcome, body.reason, version=body.version, all_clean=clean, now=now
        )
        once = permits.once(request.idempotency, permit_id)
        on_record = ON_RECORD_OF_CHANGE if change_id else ON_RECORD
        row = permits.audited(request.officer, on_record[body.outcome], read, now)
        transition = unwrap(followed(unwrap(decision), read, renewal, now))
        left = [] if change_id else replaced_permit_writes(permits, transition.permit, now)
        permit = permits.save(transition, read, now, once, row, *left)
    saved = unwrap(permit)
    own = documents.of("permit", permit_id) if change_id else sent
    card = people.card(saved.account_id)
    return case_view(saved, own, card, now, change_id, sent if change_id else ())


handler = decide_permit.lambda_handler
