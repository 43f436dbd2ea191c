"""Give up one's claim on a case. A colleague's claim stays."""

from permits.model import CaseQuery, PermitId
from permits.store.cases import Cases
from portal.api import Request, operation
from portal.problems import unwrap


@operation("DELETE", "/v1/officer/permits/{permit_id}/claim", access="officer:permits", status=204, calls=1)
def release_case(request: Request[None], permit_id: PermitId, of: CaseQuery, cases: Cases) -> None:
    unwrap(cases.release(permit_id, of.case_id or permit_id, request.officer.sub))


handler = release_case.lambda_handler
