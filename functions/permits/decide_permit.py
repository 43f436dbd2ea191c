"""An officer's word on an application: yes, no, or a question."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from permits.model import CaseView, PermitId
from permits.rules import life
from permits.rules.views import case_view
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.evidence import Documents
from portal.people import People
from portal.problems import unwrap
from portal.shapes import Input

ON_RECORD = {
    "approve": AuditEvent.PERMIT_APPROVED,
    "reject": AuditEvent.PERMIT_REJECTED,
    "ask": AuditEvent.PERMIT_QUESTION_ASKED,
}


class Decision(Input):
    outcome: Annotated[Literal["approve", "reject", "ask"], Field(title="your decision")]
    reason: Annotated[str | None, StringConstraints(max_length=2000), Field(title="the reason")] = None


@operation(
    "POST",
    "/v1/officer/permits/{permit_id}/decision",
    access="officer:permits",
    idempotent=True,
    calls=7,
    problems=("not_in_review", "documents_not_checked", "tenancy_over", "no_place_free", "vehicle_has_permit"),
)
def decide_permit(
    request: Request[Decision], permit_id: PermitId, permits: Permits, documents: Documents, people: People
) -> CaseView:
    permit = permits.repeated(request.idempotency)
    if permit is None:
        read = unwrap(permits.get(permit_id))
        all_clean = documents.all_clean("permit", permit_id)
        outcome, reason = request.body.outcome, request.body.reason
        step = unwrap(life.decided(read, outcome, reason, all_clean=all_clean, now=request.now))
        once = permits.once(request.idempotency, permit_id)
        row = permits.audited(request.officer, ON_RECORD[outcome], read, request.now)
        permit = permits.save(step, read, request.now, once, row)
    decided = unwrap(permit)
    return case_view(decided, documents.of("permit", permit_id), people.card(decided.account_id))


handler = decide_permit.lambda_handler
