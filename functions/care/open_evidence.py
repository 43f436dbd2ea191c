"""Get a link to a file of an opened request, valid for a minute, to show or to save it. The opening is put on record
first.
"""

from care.model import RequestId
from care.rules.forms import OFFICERS
from care.store.cases import Cases
from portal.api import Request, operation
from portal.document import DocumentLink, LinkQuery
from portal.evidence import Documents
from portal.ids import Ulid
from portal.problems import NOT_FOUND, unwrap


@operation(
    "GET",
    "/v1/officer/requests/{request_id}/evidence/{document_id}",
    access=OFFICERS,
    calls=4,
    problems=("not_opened", "document_not_ready"),
)
def open_evidence(
    request: Request[None], request_id: RequestId, document_id: Ulid, how: LinkQuery, cases: Cases, documents: Documents
) -> DocumentLink:
    read = unwrap(cases.opened(request_id, request.officer, request.now))
    owner = unwrap(documents.owner_of(document_id))
    unwrap(owner if (owner.for_kind, owner.for_id) == ("request", request_id) else NOT_FOUND)
    cases.note_file(read, document_id, request.officer, request.now)
    return unwrap(documents.link(document_id, request.now, shown=how.show))


handler = open_evidence.lambda_handler
