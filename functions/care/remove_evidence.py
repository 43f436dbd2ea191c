"""Delete a file from a draft, or one that was sent since the council's open question. A deletion that broke off is
finished by asking for it again.
"""

from care.model import RequestId
from care.rules.files import without_file
from care.store.requests import Requests
from care.views import form_for
from portal.api import Request, operation
from portal.evidence import Documents
from portal.evidence_removal import Removals
from portal.helping import Acting
from portal.ids import Ulid
from portal.problems import NOT_FOUND, unwrap


@operation(
    "DELETE",
    "/v1/requests/{request_id}/evidence/{file_id}",
    access="resident",
    status=204,
    calls=9,  # 4 to delete the file, 3 or 4 to find it, 1 for an answer that named it
    problems=("already_submitted", "changed_meanwhile", "care_closed"),
)
def remove_evidence(
    request: Request[None],
    request_id: RequestId,
    file_id: Ulid,
    acting: Acting,
    requests: Requests,
    documents: Documents,
    removals: Removals,
) -> None:
    caller = unwrap(requests.in_whose_name(request.caller, acting.acting_for, request.now))
    read = unwrap(requests.owned_by(caller, request_id, request.now))
    files = documents.of("request", request_id)
    after = without_file(read, form_for(read), files, file_id)
    if after is NOT_FOUND and removals.finish("request", request_id, file_id):
        return
    requests.save(unwrap(after), read)
    removals.remove("request", request_id, file_id, request.now)


handler = remove_evidence.lambda_handler
