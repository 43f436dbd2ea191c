"""What the API shows of the documents of a permit, or of a change of it."""

from collections.abc import Sequence

from permits.model import Permit
from permits.model_catalogue import DocumentKind
from permits.rules.catalogue import catalogue
from portal.clock import Instant
from portal.document import DocumentState, DocumentStatus, FileState
from portal.shapes import View

MISSING = DocumentState(kind="", status=DocumentStatus.MISSING)


class FileView(View):
    """One file that was announced or uploaded. `reason`: why it was refused. `scanned_at`: when it was accepted or
    refused. `since_question`: it was added after the latest question to the applicant.
    """

    document_id: str
    filename: str
    status: str
    reason: str | None
    added_at: Instant
    scanned_at: Instant | None
    since_question: bool


class DocumentView(View):
    """A kind of document that the permit or change needs. `status`, `document_id`: of the best of its files.

    `files`: all its files, the newest last (both sides of a badge, all pages of an agreement).
    """

    kind: str
    title: str
    status: str
    document_id: str | None = None
    files: list[FileView]


def document_views(
    permit: Permit, kinds: Sequence[DocumentKind], states: Sequence[DocumentState]
) -> list[DocumentView]:
    """One view for each kind in `kinds`, in that order. `states`: what has been sent; a kind without a state is
    missing.
    """
    titles, by_kind = catalogue().documents, {state.kind: state for state in states}
    found = [(kind, by_kind.get(kind, MISSING)) for kind in kinds]
    return [
        DocumentView(
            kind=kind,
            title=titles[kind],
            status=state.status,
            document_id=state.document_id,
            files=[_file_view(permit, file) for file in state.files],
        )
        for kind, state in found
    ]


def waits(document: DocumentView) -> bool:
    """Whether the holder still has to send this document."""
    return document.status in {"missing", "awaiting_upload", "refused"}


def _file_view(permit: Permit, file: FileState) -> FileView:
    questions = [
        entry.at for entry in permit.timeline if entry.what in {"information_asked", "change_information_asked"}
    ]
    return FileView(
        document_id=file.document_id,
        filename=file.filename,
        status=file.status,
        reason=file.reason,
        added_at=file.added_at,
        scanned_at=file.scanned_at,
        since_question=bool(questions) and file.added_at > questions[-1],
    )
