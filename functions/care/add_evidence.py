"""Announce a file for a request. The answer is a form by which to send just this file to the file store."""

from typing import Annotated

from pydantic import Field, StringConstraints

from care.model import RequestId
from care.rules.forms import form_of
from care.rules.papers import for_lines
from care.rules.requests import journey, takes_evidence
from care.store.requests import Requests
from portal.api import Request, operation
from portal.document import DocumentAdded, FileAnnounced
from portal.evidence import Documents
from portal.helping import Acting
from portal.problems import unwrap

MOST_LINES = 50
"""More lines than a kind of paper can have."""
type LineId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,40}$")]


class RequestEvidence(FileAnnounced):
    """A file for a request. `kind`: the `kind` of the form's field that asks for it. `lines`: ids of the papers' lines
    that it shows, for a financial assessment.
    """

    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$"), Field(title="the kind of file")]
    lines: Annotated[tuple[LineId, ...], Field(title="what it shows", max_length=MOST_LINES)] = ()


@operation(
    "POST",
    "/v1/requests/{request_id}/evidence",
    access="resident",
    status=201,
    calls=4,
    problems=("already_submitted", "too_many_files", "care_closed"),
)
def add_evidence(
    request: Request[RequestEvidence], request_id: RequestId, acting: Acting, requests: Requests, documents: Documents
) -> DocumentAdded:
    caller = unwrap(requests.in_whose_name(request.caller, acting.acting_for, request.now))
    read, body = unwrap(requests.owned_by(caller, request_id, request.now)), request.body
    unwrap(takes_evidence(read, request.now))
    if body.lines:
        unwrap(
            for_lines(
                journey(read, unwrap(form_of(read.form_id, read.form_version)), request.now), body.kind, body.lines
            )
        )
    then = f"/care/requests/{request_id}/evidence/{body.kind}" if body.back_to_portal else ""
    file = body.model_dump(exclude={"back_to_portal"})
    return unwrap(documents.add("request", request_id, read.account_id, **file, then=then, now=request.now))


handler = add_evidence.lambda_handler
