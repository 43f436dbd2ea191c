"""A document that a person has to show: what is known of it, and the words for how it stands. Pure."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Literal
from unicodedata import normalize
from urllib.parse import quote

from pydantic import ConfigDict

from portal.clock import Instant, Stored
from portal.shapes import Frozen, View

ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


class DocumentStatus(StrEnum):
    MISSING = "missing"
    AWAITING_UPLOAD = "awaiting_upload"
    SCANNING = "scanning"
    CLEAN = "clean"
    REFUSED = "refused"


UPLOADED = frozenset({DocumentStatus.SCANNING, DocumentStatus.CLEAN})
UNDECIDED = frozenset({DocumentStatus.AWAITING_UPLOAD, DocumentStatus.SCANNING})


class Fault(StrEnum):
    """Why a document was refused."""

    WRONG_TYPE = "wrong_type"
    TOO_BIG = "too_big"
    MALWARE = "malware"
    UNREADABLE = "unreadable"


class DocumentState(View):
    """How it stands with one needed kind. `reason`: why it was refused."""

    kind: str
    status: DocumentStatus
    document_id: str | None = None
    filename: str | None = None
    reason: Fault | None = None


class UploadForm(View):
    """Where to send the file, as multipart/form-data: these fields first, then the file as `file`."""

    url: str
    fields: dict[str, str]


class DocumentAdded(View):
    """`expires_at`: until when the form is accepted."""

    document_id: str
    upload: UploadForm
    expires_at: Instant


class DocumentLink(View):
    """Whoever has it can fetch the file until `expires_at`."""

    url: str
    expires_at: Instant


class Document(Frozen):
    """One file, as stored. `secret`: what makes its place in S3 unguessable."""

    model_config = ConfigDict(extra="ignore")

    document_id: str
    for_kind: str
    for_id: str
    account_id: str
    kind: str
    filename: str
    content_type: Literal["image/jpeg", "image/png", "application/pdf"]
    secret: str
    status: DocumentStatus
    added_at: Stored
    reason: Fault | None = None

    @property
    def _place(self) -> str:
        return f"{self.for_kind}/{self.for_id}/{self.document_id}/{self.secret}"

    @property
    def upload_key(self) -> str:
        return f"uploads/{self._place}"

    @property
    def kept_key(self) -> str:
        return f"kept/{self._place}"


class Owner(Frozen):
    """What a document is for, and whose it is."""

    for_kind: str
    for_id: str
    account_id: str


def cleaned(filename: str, content_type: str) -> str:
    """A name that is safe to save under: no folders, no signs that mean something, the ending of its type."""
    base = re.split(r"[/\\]", normalize("NFC", filename))[-1]
    stem = re.sub(r"[^\w \-()]", "_", re.sub(r"\.\w{1,5}$", "", base)).strip(" _")[:80]
    return (stem or "document") + ENDINGS[content_type]


def disposition(filename: str) -> str:
    """RFC 6266: to be saved; the name in ASCII, and as it is."""
    plain = normalize("NFKD", filename).encode("ascii", "ignore").decode()
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"


def _rank(status: DocumentStatus) -> int:
    if status in UPLOADED:
        return 0
    return 1 if status is DocumentStatus.REFUSED else 2


def state_of(kind: str, newest_first: Sequence[Document]) -> DocumentState:
    """The newest file of a kind that may serve; one that was refused, or never sent, hides none that is better."""
    mine = [document for document in newest_first if document.kind == kind]
    if not mine:
        return DocumentState(kind=kind, status=DocumentStatus.MISSING)
    best = min(mine, key=lambda document: _rank(document.status))
    return DocumentState.model_validate(best.model_dump(include=set(DocumentState.model_fields)))
