"""List one's own documents that an officer has accepted and that can still be used again."""

from datetime import date

from portal.accepted import AcceptedDocuments
from portal.api import Request, operation
from portal.care_hold import closed_for
from portal.problems import unwrap
from portal.shapes import View


class AcceptedDocumentView(View):
    """An accepted document. `valid_until`: the last day on which it can be used again, as the same kind of document."""

    document_id: str
    kind: str
    filename: str
    valid_until: date


class AcceptedDocumentList(View):
    """Accepted documents, the newest first."""

    items: list[AcceptedDocumentView]


@operation("GET", "/v1/evidence", access="resident", calls=1, problems=("care_closed",))
def list_evidence(request: Request[None], accepted: AcceptedDocuments) -> AcceptedDocumentList:
    unwrap(closed_for(request.caller))
    mine = accepted.of_account(request.caller.account_id, request.now)
    return AcceptedDocumentList(items=[AcceptedDocumentView(**one.model_dump(exclude={"account_id"})) for one in mine])


handler = list_evidence.lambda_handler
