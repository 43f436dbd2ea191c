"""Set the priority of an opened request, with a reason. The change is put on record."""

from typing import Annotated

from pydantic import Field, StringConstraints

from care.case_views import QueuedRequestView, queued_request_view
from care.model import Priority, RequestId
from care.rules.cases import prioritised
from care.rules.forms import OFFICERS
from care.store.cases import Cases
from portal.api import Request, operation
from portal.problems import unwrap
from portal.shapes import Input


class PriorityChange(Input):
    priority: Annotated[Priority, Field(title="how urgent it is")]
    why: Annotated[str, StringConstraints(min_length=3, max_length=200), Field(title="why")]


@operation(
    "PUT",
    "/v1/officer/requests/{request_id}/priority",
    access=OFFICERS,
    calls=2,
    problems=("not_opened", "decided_already"),
)
def set_priority(request: Request[PriorityChange], request_id: RequestId, cases: Cases) -> QueuedRequestView:
    body, officer, now = request.body, request.officer, request.now
    read = unwrap(cases.opened(request_id, officer, now))
    after = cases.prioritise(unwrap(prioritised(read, body.priority, body.why)), read, officer, now)
    return queued_request_view(after, officer.sub, now)


handler = set_priority.lambda_handler
