"""Take the first request in the queue that nobody has. The answer is empty (204) if there is none."""

from typing import Annotated

from pydantic import Field

from care.case_views import QueuedRequestView, queued_request_view
from care.rules.forms import OFFICERS
from care.store.assignments import Assignments
from care.store.cases import Cases
from portal.api import Request, operation
from portal.forms.definition import FormId
from portal.problems import unwrap
from portal.shapes import Input


class NextRequest(Input):
    form_id: Annotated[FormId | None, Field(title="the form")] = None


@operation("POST", "/v1/officer/request-assignments", access=OFFICERS, idempotent=True, calls=6)
def take_next_request(
    request: Request[NextRequest], cases: Cases, assignments: Assignments
) -> QueuedRequestView | None:
    officer, form_id = request.officer, request.body.form_id
    taken = assignments.repeated(request.idempotency, officer)
    if taken is None:
        found = cases.to_do(officer, request.now)
        nobodys = [one for one in found if one.assigned_to is None and form_id in {None, one.form_id}]
        taken = assignments.take_first(nobodys, officer, request.idempotency)
    mine = unwrap(taken)
    return queued_request_view(mine, officer.sub, request.now) if mine else None


handler = take_next_request.lambda_handler
