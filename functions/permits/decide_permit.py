"""An officer's word on an application: yes, no, or a question."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from permits.model import PermitId
from permits.rules.review import decided
from permits.store.permits import Permits
from permits.views import CaseView, case_view
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.document import all_clean
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
    version: Annotated[int, Field(title="the version of the case that you saw", ge=1)]
    outcome: Annotated[Literal["approve", "reject", "ask"], Field(title="your decision")]
    reason: Annotated[str | None, StringConstraints(max_length=2000), Field(title="the reason")] = None


@operation(
    "POST",
    "/v1/officer/permits/{permit_id}/decision",
    access="officer:permits",
    idempotent=True,
    calls=6,
    problems=(
        "not_in_review",
        "changed_meanwhile",
        "documents_not_checked",
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
    permit, sent = permits.repeated(request.idempotency), documents.of("permit", permit_id)
    if permit is None:
        read = unwrap(permits.get(permit_id))
        decision = decided(read, body.outcome, body.reason, version=body.version, all_clean=all_clean(sent), now=now)
        once = permits.once(request.idempotency, permit_id)
        row = permits.audited(request.officer, ON_RECORD[body.outcome], read, now)
        permit = permits.save(unwrap(decision), read, now, once, row)
    saved = unwrap(permit)
    return case_view(saved, sent, people.card(saved.account_id), now)


handler = decide_permit.lambda_handler
