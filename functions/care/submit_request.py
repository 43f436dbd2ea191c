"""The form is sent: exactly the answers that count, once, with a reference."""

from typing import Annotated, Literal

from pydantic import Field

from care.model import RequestId
from care.rules.requests import submitted
from care.store.requests import Requests
from care.views import RequestView, form_for, request_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap
from portal.shapes import Input


class Submission(Input):
    declaration: Annotated[Literal[True], Field(title="that the answers are true")]
    version: Annotated[int, Field(title="the version that was checked", ge=1)]


@operation(
    "POST",
    "/v1/requests/{request_id}/submission",
    access="resident",
    idempotent=True,
    calls=4,
    problems=("already_submitted", "changed_meanwhile", "not_eligible", "incomplete", "care_closed"),
)
def submit_request(
    request: Request[Submission], request_id: RequestId, requests: Requests, documents: Documents
) -> RequestView:
    caller, now = request.caller, request.now
    sent = requests.repeated(caller, request.idempotency)
    if sent is None:
        read = unwrap(requests.owned_by(caller, request_id, now))
        reference = requests.new_reference()
        after = unwrap(submitted(read, form_for(read), request.body.version, reference, now))
        sent = requests.change(after, read, caller, request.idempotency)
    return request_view(unwrap(sent), documents.of("request", request_id), now)


handler = submit_request.lambda_handler
