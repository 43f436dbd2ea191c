"""Take the next step with an opened request: take it up, ask a question, send it to an assessor, or end it with an
outcome. Or note that what was agreed to has been ordered from its maker (`order_placed`), or that the officer has read
what its sender wrote unasked (`message_read`).
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints

from care.model import CareRequest, Criterion, Finding, RequestId, RequestStatus
from care.rules.cases import Step, message_read, order_placed, updated
from care.rules.findings import with_findings
from care.rules.forms import OFFICERS
from care.rules.granting import granted
from care.rules.reviews import not_by_the_same, with_reasons
from care.store.cases import Cases
from portal.api import Request, operation
from portal.evidence import Documents
from portal.ids import Ulid
from portal.problems import Refusal, unwrap
from portal.shapes import Input, View


class JudgedCriterion(Input):
    """How the officer judges one of the form's criteria. `evidence`: ids of files that were sent with the request."""

    name: Annotated[str, StringConstraints(max_length=40), Field(title="the criterion")]
    met: Annotated[StrictBool, Field(title="whether it is met")]
    why: Annotated[str, StringConstraints(min_length=1, max_length=1000), Field(title="why")]
    evidence: Annotated[tuple[Ulid, ...], Field(title="the files", max_length=15)] = ()


class FoundFinding(Input):
    """What the officer finds on one part of the form's test. The sender never sees it."""

    name: Annotated[str, StringConstraints(max_length=40), Field(title="the part of the test")]
    answer: Annotated[Literal["yes", "no", "unknown"], Field(title="whether it is met")]
    why: Annotated[str, StringConstraints(min_length=1, max_length=1000), Field(title="why")]


class RequestStep(Input):
    """An officer's step. `outcome`: required for a step that ends the request. `message`: for the applicant; required
    for a question, an assessor and an end. `valid_until`: required if the outcome has a last day. `criteria`: only with
    `declined`; at least one must not be met. `findings`: required if the outcome needs them; one for each part of the
    form's test.
    """

    version: Annotated[int, Field(title="the version of the request that you saw", ge=1)]
    status: Annotated[Step | Literal["order_placed", "message_read"], Field(title="the next status")]
    outcome: Annotated[str | None, StringConstraints(max_length=40), Field(title="what came of it")] = None
    message: Annotated[str | None, StringConstraints(max_length=2000), Field(title="the message")] = None
    valid_until: Annotated[date | None, Field(title="the last day of what is agreed to")] = None
    criteria: Annotated[tuple[JudgedCriterion, ...], Field(title="the criteria", max_length=40)] = ()
    findings: Annotated[tuple[FoundFinding, ...], Field(title="what you find", max_length=10)] = ()


class UpdatedRequest(View):
    """The request after the step. `version`: its new version."""

    request_id: RequestId
    reference: str
    status: RequestStatus
    version: int


@operation(
    "POST",
    "/v1/officer/requests/{request_id}/status",
    access=OFFICERS,
    idempotent=True,
    calls=4,
    problems=("not_opened", "decided_already", "changed_meanwhile", "too_many_questions", "same_officer"),
)
def update_request(
    request: Request[RequestStep], request_id: RequestId, cases: Cases, documents: Documents
) -> UpdatedRequest:
    body, officer, now = request.body, request.officer, request.now
    saved = cases.repeated(request.idempotency, officer)
    if saved is None:
        read = unwrap(cases.opened(request_id, officer, now))
        named = any(one.evidence for one in body.criteria)
        files = documents.ids("request", request_id) if named else frozenset[str]()
        after = _after(read, body, files, officer.sub, cases.new_payment_id(now), now)
        saved = cases.change(unwrap(after), read, officer, request.idempotency)
    made = unwrap(saved)
    return UpdatedRequest(
        request_id=made.request_id, reference=made.reference or "", status=made.status, version=made.version
    )


def _after(
    read: CareRequest, body: RequestStep, files: frozenset[str], officer: str, payment_id: str, now: datetime
) -> CareRequest | Refusal:
    """The request after the step. `files`: ids of those that came with it, if the step names any."""
    if body.status == "order_placed":
        return order_placed(read, body.outcome, body.message, officer, version=body.version, now=now)
    if body.status == "message_read":
        return message_read(read, body.outcome, body.message, version=body.version)
    step = updated(read, body.status, body.outcome, body.message, officer, version=body.version, now=now)
    criteria = [Criterion.model_validate(one.model_dump()) for one in body.criteria]
    reasoned = unwrap(with_reasons(unwrap(step), criteria, files))
    ended = unwrap(with_findings(reasoned, [Finding.model_validate(one.model_dump()) for one in body.findings]))
    unwrap(not_by_the_same(read, ended, officer))
    return granted(ended, body.valid_until, payment_id, now)


handler = update_request.lambda_handler
