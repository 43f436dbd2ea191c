"""Reject several applications with one reason, or ask one question about them. Each is decided on its own: an
application that has changed since the officer saw it does not stop the others.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from permits.bulk import MOST_CASES, BulkResult, bulk_result
from permits.decide_permit import ON_RECORD
from permits.model import PermitId
from permits.rules.review import decided
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.ids import Ulid
from portal.problems import Refusal, RefusalError
from portal.shapes import Input
from portal.table import VersionConflict


class SeenCase(Input):
    permit_id: Annotated[PermitId, Field(title="the permit")]
    case_id: Annotated[Ulid | None, Field(title="the case")] = None
    version: Annotated[int, Field(title="the version of the case that you saw", ge=1)]


class Decisions(Input):
    cases: Annotated[list[SeenCase], Field(title="the cases", min_length=1, max_length=MOST_CASES)]
    outcome: Annotated[Literal["reject", "ask"], Field(title="your decision")]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=2000), Field(title="the reason")]


@operation("POST", "/v1/officer/decisions", access="officer:permits", idempotent=True, calls=4)
def decide_permits(request: Request[Decisions], permits: Permits) -> BulkResult:
    cases = {case.permit_id: case for case in reversed(request.body.cases)}
    return bulk_result((permit_id, _code(request, cases[permit_id], permits)) for permit_id in reversed(cases))


def _code(request: Request[Decisions], case: SeenCase, permits: Permits) -> str | None:
    """Decide one application; return None, or the code of the problem that prevented it. A decision that this same
    request made before counts as made. Raises: RefusalError if the key belongs to another request.
    """
    body, now, idempotency = request.body, request.now, request.idempotency.part(case.permit_id)
    permit = permits.repeated(idempotency)
    if permit is None:
        permit = permits.get(case.permit_id) if case.case_id in {None, case.permit_id} else Refusal("not_found", "")
        if isinstance(permit, Refusal):
            return permit.code
        decision = decided(permit, body.outcome, body.reason, version=case.version, all_clean=False, now=now)
        if isinstance(decision, Refusal):
            return decision.code
        row = permits.audited(request.officer, ON_RECORD[body.outcome], permit, now)
        try:
            permit = permits.save(decision, permit, now, permits.once(idempotency, case.permit_id), row)
        except VersionConflict:  # by somebody else, or by this same decision whose reply was lost
            permit = permits.repeated(idempotency) or Refusal("changed_meanwhile", "")
    if isinstance(permit, Refusal) and permit.code == "idempotency_key_reused":
        raise RefusalError(permit)
    return permit.code if isinstance(permit, Refusal) else None


handler = decide_permits.lambda_handler
