"""Decide as an officer whether a document is accepted, and until when its owner can use it again."""

from datetime import date
from typing import Annotated

from pydantic import Field, StrictBool, StringConstraints

from care.rules.concerns import is_concern
from care.store.cases import Cases
from portal.accepted import AcceptedDocuments
from portal.api import Officer, Request, operation
from portal.document import Document
from portal.ids import Ulid
from portal.problems import NOT_FOUND, FieldError, Refusal, invalid, unwrap
from portal.shapes import Input, View

REVIEWERS = "officer:permits|care|blue-badge|safeguarding"


class DocumentReview(Input):
    """An officer's decision about a document. `valid_until`: the last day on which it can be used again; required if it
    is accepted, left out if not. `why`: for the record.
    """

    accepted: Annotated[StrictBool, Field(title="whether it is accepted")]
    valid_until: Annotated[date | None, Field(title="the last day on which it can be used again")] = None
    why: Annotated[str | None, StringConstraints(min_length=1, max_length=200), Field(title="why")] = None


class ReviewedDocument(View):
    """The document after the decision. `valid_until`: null if it was not accepted."""

    document_id: str
    valid_until: date | None


@operation(
    "PUT",
    "/v1/officer/evidence/{file_id}/review",
    access=REVIEWERS,
    calls=3,
    problems=("not_opened", "document_not_ready"),
)
def review_evidence(
    request: Request[DocumentReview], file_id: Ulid, cases: Cases, accepted: AcceptedDocuments
) -> ReviewedDocument:
    body, officer = request.body, request.officer
    if body.accepted is not (body.valid_until is not None):
        unwrap(
            invalid(FieldError("valid_until", "missing", "Give a last day for what you accept, and for that alone."))
        )
    document = unwrap(_theirs(unwrap(accepted.document(file_id)), officer, cases, request))
    said = unwrap(accepted.judge(document, body.valid_until, body.why, officer, request.now))
    return ReviewedDocument(document_id=file_id, valid_until=said.valid_until if said else None)


def _theirs(document: Document, officer: Officer, cases: Cases, request: Request[DocumentReview]) -> Document | Refusal:
    """The document, if the officer may decide about it. Not found: another team's documents, and what came with a
    safeguarding concern, which is used for nothing else. For a document of a request, the officer must have opened the
    request.
    """
    if document.for_kind != "request":
        return document if "permits" in officer.groups else NOT_FOUND
    read = cases.opened(document.for_id, officer, request.now)
    if isinstance(read, Refusal):
        return read
    return NOT_FOUND if is_concern(read) else document


handler = review_evidence.lambda_handler
