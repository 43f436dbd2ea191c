"""Start a draft of a form. The answer lists other open requests of the same form; they do not prevent a new one. A
financial assessment may begin with an estimate, which is made anew from its inputs.
"""

from typing import Annotated

from pydantic import Field

from care.charging.model import EstimateInput
from care.model import RequestId, RequestStatus
from care.rules.finances import carrying
from care.rules.forms import files_of, form_of
from care.rules.helping import begun_by
from care.rules.requests import begun, too_many_drafts
from care.store.requests import Requests
from care.views import RequestView, request_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.forms.definition import FormId
from portal.helping import ActingFor, helping_of
from portal.london import today
from portal.problems import unwrap
from portal.shapes import Input, View


class NewRequest(Input):
    """A form to start. `estimate`: the inputs of an estimate; for a financial assessment only. `acting_for`: the
    `helper_id` of the naming by which the caller acts for somebody else; left out to start it for oneself.
    """

    form_id: Annotated[FormId, Field(title="the form")]
    estimate: Annotated[EstimateInput | None, Field(title="the estimate")] = None
    acting_for: ActingFor = None


class UnderWay(View):
    request_id: RequestId
    status: RequestStatus


class StartedRequest(RequestView):
    """The new draft. `under_way`: other open requests of the same form."""

    under_way: list[UnderWay]


@operation(
    "POST",
    "/v1/requests",
    access="resident",
    status=201,
    idempotent=True,
    calls=5,
    problems=("not_found", "not_eligible", "too_many_drafts", "care_closed"),
)
def start_request(request: Request[NewRequest], requests: Requests, documents: Documents) -> StartedRequest:
    now = request.now
    caller = unwrap(requests.in_whose_name(request.caller, request.body.acting_for, now))
    others = unwrap(requests.of_account(caller, None, now)).requests
    draft = requests.repeated(caller, request.idempotency)
    if draft is None:
        form = unwrap(form_of(request.body.form_id, None))
        unwrap(too_many_drafts(form, others, requests.most_drafts))
        new = unwrap(begun(form, requests.new_id(now), caller.account_id, caller.kind, now, requests.draft_lifetime))
        if (estimate := request.body.estimate) is not None:
            new = unwrap(carrying(new, form, estimate, today(now), requests.naming(now)))
        draft = requests.start(begun_by(new, helping_of(caller)), files_of(form), caller, request.idempotency)
    made = unwrap(draft)
    same = [one for one in others if one.form_id == made.form_id and one.request_id != made.request_id]
    under_way = [UnderWay(request_id=one.request_id, status=one.status) for one in same if one.status.open]
    view = request_view(made, documents.of("request", made.request_id), now, helping_of(caller))
    return StartedRequest(**dict(view), under_way=under_way)


handler = start_request.lambda_handler
