"""Claim the longest-waiting case that nobody has claimed, for half an hour. The answer is empty (204) if none waits."""

from typing import Annotated

from pydantic import Field

from permits.queue_views import CaseSummary, case_summary
from permits.rules.cases import CaseKind, QueueFilter, in_order
from permits.store.cases import Cases
from portal.api import Request, operation
from portal.people import People
from portal.problems import unwrap
from portal.shapes import Input


class NextCase(Input):
    kind: Annotated[CaseKind | None, Field(title="what is to be decided")] = None
    zone: Annotated[str | None, Field(title="the zone", max_length=20)] = None


@operation(
    "POST",
    "/v1/officer/claims",
    access="officer:permits",
    idempotent=True,
    calls=4,
    problems=("not_found",),
)
def claim_next(request: Request[NextCase], cases: Cases, people: People) -> CaseSummary | None:
    officer, now, wanted = request.officer.sub, request.now, QueueFilter(kind=request.body.kind)
    case = cases.repeated(request.idempotency)
    if case is None:
        waiting = [one for one in cases.waiting("in_review", request.body.zone) if wanted.wants(one, now)]
        case = cases.claim_next(in_order(waiting, "oldest"), officer, request.idempotency, now)
    mine = unwrap(case)
    return case_summary(mine, people.card(mine.account_id), officer, now) if mine else None


handler = claim_next.lambda_handler
