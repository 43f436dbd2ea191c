"""Claim a case for half an hour, extend one's own claim, or take the case over from a colleague (`take_over`)."""

from typing import Annotated

from pydantic import Field, StrictBool

from permits.model import PermitId
from permits.queue_views import CaseSummary, case_summary
from permits.rules.cases import claimed
from permits.store.cases import Cases
from portal.api import Request, operation
from portal.ids import Ulid
from portal.people import People
from portal.problems import unwrap
from portal.shapes import Input


class ClaimRequest(Input):
    case_id: Annotated[Ulid | None, Field(title="the case")] = None
    take_over: StrictBool = False


@operation("PUT", "/v1/officer/permits/{permit_id}/claim", access="officer:permits", calls=3, problems=("claimed",))
def claim_case(request: Request[ClaimRequest], permit_id: PermitId, cases: Cases, people: People) -> CaseSummary:
    officer, body = request.officer.sub, request.body
    read = unwrap(cases.get(permit_id, body.case_id or permit_id))
    mine = cases.save_claim(unwrap(claimed(read, officer, request.now, take_over=body.take_over)), read)
    return case_summary(mine, people.card(mine.account_id), officer, request.now)


handler = claim_case.lambda_handler
