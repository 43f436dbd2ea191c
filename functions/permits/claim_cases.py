"""Claim several cases at once. Each succeeds or fails on its own: a case that a colleague has claimed, or that was
decided meanwhile, does not stop the others.
"""

from typing import Annotated

from pydantic import Field

from permits.bulk import MOST_CASES, BulkResult, bulk_result
from permits.model import PermitId
from permits.rules.cases import claimed
from permits.store.cases import Cases
from portal.api import Request, operation
from portal.ids import Ulid
from portal.problems import Refusal
from portal.shapes import Input
from portal.table import VersionConflict


class CaseToClaim(Input):
    permit_id: Annotated[PermitId, Field(title="the permit")]
    case_id: Annotated[Ulid | None, Field(title="the case")] = None


class ClaimsRequest(Input):
    cases: Annotated[list[CaseToClaim], Field(title="the cases", min_length=1, max_length=MOST_CASES)]


@operation("PUT", "/v1/officer/claims", access="officer:permits", calls=2)
def claim_cases(request: Request[ClaimsRequest], cases: Cases) -> BulkResult:
    wanted = dict.fromkeys((one.permit_id, one.case_id or one.permit_id) for one in request.body.cases)
    return bulk_result((permit_id, _code(request, permit_id, case_id, cases)) for permit_id, case_id in wanted)


def _code(request: Request[ClaimsRequest], permit_id: str, case_id: str, cases: Cases) -> str | None:
    """Claim one case; return None, or the code of the problem that prevented it."""
    read = cases.get(permit_id, case_id)
    if isinstance(read, Refusal):
        return read.code
    mine = claimed(read, request.officer.sub, request.now)
    if isinstance(mine, Refusal):
        return mine.code
    try:
        cases.save_claim(mine, read)
    except VersionConflict:
        return "changed_meanwhile"
    return None


handler = claim_cases.lambda_handler
