"""Take a request, give it to a colleague, or leave it for others."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints

from care.case_views import QueuedRequestView, queued_request_view
from care.model import RequestId
from care.rules.cases import assigned
from care.rules.forms import OFFICERS, team_of
from care.store.assignments import Assignments
from care.store.cases import Cases
from portal.api import Request, operation
from portal.colleagues import Colleagues
from portal.problems import unwrap
from portal.shapes import Input

type Sub = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,64}$")]


class Assignment(Input):
    """Who gets the request. `to`: `me`, the `sub` of a colleague of the form's team, or null for nobody. `take_over`:
    take it even from a colleague who has it.
    """

    to: Annotated[Literal["me"] | Sub | None, Field(title="who gets it")]
    take_over: StrictBool = False


@operation(
    "PUT",
    "/v1/officer/requests/{request_id}/assignment",
    access=OFFICERS,
    calls=3,
    problems=("claimed", "decided_already"),
)
def assign_request(
    request: Request[Assignment],
    request_id: RequestId,
    cases: Cases,
    assignments: Assignments,
    colleagues: Colleagues,
) -> QueuedRequestView:
    officer, body = request.officer.sub, request.body
    read = unwrap(cases.sent(request_id, request.officer))
    to = officer if body.to == "me" else body.to
    team = set() if to in {officer, None} else colleagues.subs(team_of(read.form_id))
    after = unwrap(assigned(read, to, officer, team, take_over=body.take_over))
    return queued_request_view(assignments.save(after, read), officer, request.now)


handler = assign_request.lambda_handler
