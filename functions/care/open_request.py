"""Open a request for 8 hours, giving a reason. The opening is put on record."""

from typing import Annotated

from pydantic import Field, StringConstraints

from care.model import RequestId
from care.rules.forms import OFFICERS
from care.store.cases import Cases
from portal.api import Request, operation
from portal.clock import Instant
from portal.problems import unwrap
from portal.shapes import Input, View


class OpeningReason(Input):
    reason: Annotated[str, StringConstraints(min_length=3, max_length=200), Field(title="why you open it")]


class Opened(View):
    """An opened request. `until`: until when this officer may work on it."""

    request_id: RequestId
    until: Instant


@operation("POST", "/v1/officer/requests/{request_id}/openings", access=OFFICERS, status=201, calls=2)
def open_request(request: Request[OpeningReason], request_id: RequestId, cases: Cases) -> Opened:
    sent = unwrap(cases.sent(request_id, request.officer))
    return Opened(request_id=request_id, until=cases.open(sent, request.officer, request.body.reason, request.now))


handler = open_request.lambda_handler
