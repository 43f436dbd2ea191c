"""Give a case to a colleague of the team for a day. The handover is put on record."""

from typing import Annotated

from pydantic import Field, StringConstraints

from permits.model import PermitId
from permits.queue_views import CaseSummary, case_summary
from permits.rules.cases import given
from permits.store.cases import Cases
from portal.api import Request, operation
from portal.colleagues import Colleagues
from portal.ids import Ulid
from portal.people import People
from portal.problems import unwrap
from portal.shapes import Input


class CaseHandover(Input):
    case_id: Annotated[Ulid | None, Field(title="the case")] = None
    to: Annotated[str, StringConstraints(min_length=1, max_length=100), Field(title="the colleague")]


@operation("PUT", "/v1/officer/permits/{permit_id}/colleague", access="officer:permits", calls=4, problems=("claimed",))
def give_case(
    request: Request[CaseHandover], permit_id: PermitId, cases: Cases, colleagues: Colleagues, people: People
) -> CaseSummary:
    officer, body, now = request.officer, request.body, request.now
    read = unwrap(cases.get(permit_id, body.case_id or permit_id))
    team = colleagues.subs("permits")
    theirs = cases.give(unwrap(given(read, officer.sub, body.to, team, now)), read, officer, now)
    return case_summary(theirs, people.card(theirs.account_id), officer.sub, now)


handler = give_case.lambda_handler
