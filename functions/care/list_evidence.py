"""One's own documents that an officer has accepted, and until when each can be used again."""

from datetime import date

from portal.accepted import AcceptedDocuments
from portal.api import Request, operation
from portal.care_hold import closed_for
from portal.problems import unwrap
from portal.shapes import View


class AcceptedDocumentView(View):
    """`valid_until`: the last day on which it can be used again, for the same kind of document."""

    document_id: str
    kind: str
    filename: str
    valid_until: date


class AcceptedDocumentList(View):
    """The newest first."""

    items: list[AcceptedDocumentView]


@operation("GET", "/v1/evidence", access="resident", calls=1, problems=("care_closed",))
def list_evidence(request: Request[None], accepted: AcceptedDocuments) -> AcceptedDocumentList:
    unwrap(closed_for(request.caller))
    mine = accepted.of_account(request.caller.account_id, request.now)
    return AcceptedDocumentList(items=[AcceptedDocumentView(**one.model_dump(exclude={"account_id"})) for one in mine])


handler = list_evidence.lambda_handler
