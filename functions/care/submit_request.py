"""Submit a draft: the answers that count are sent, once, and the request gets a reference. Files that no answer names
are deleted.
"""

from typing import Annotated, Literal

from pydantic import Field

from care.model import RequestId, RequestStatus
from care.rules.files import kept_files
from care.rules.helping import sent_by
from care.rules.requests import submitted
from care.store.requests import Requests
from care.views import RequestView, form_for, request_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.evidence_removal import Removals
from portal.helping import Acting, helping_of
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
    calls=12,
    problems=("already_submitted", "changed_meanwhile", "not_eligible", "incomplete", "care_closed"),
)
def submit_request(
    request: Request[Submission],
    request_id: RequestId,
    acting: Acting,
    requests: Requests,
    documents: Documents,
    removals: Removals,
) -> RequestView:
    now = request.now
    caller = unwrap(requests.in_whose_name(request.caller, acting.acting_for, now))
    files, sent = documents.seen("request", request_id), requests.repeated(caller, request.idempotency)
    if sent is None:
        read = unwrap(requests.owned_by(caller, request_id, now))
        reference = requests.new_reference()
        after = unwrap(submitted(read, form_for(read), request.body.version, files, reference, now))
        sent = requests.submit(sent_by(after, helping_of(caller)), read, caller, request.idempotency)
    made = unwrap(sent)
    named = kept_files(made, form_for(made), files)
    # Only until something happens with the request: files that come later may answer an officer's question. A repeated
    # submission deletes what an earlier one did not come to. 1 call, and 4 for each file.
    if made.status is RequestStatus.SUBMITTED and removals.keep_only("request", request_id, named, files, now):
        files = documents.of("request", request_id)
    return request_view(made, files, now, helping_of(caller))


handler = submit_request.lambda_handler
