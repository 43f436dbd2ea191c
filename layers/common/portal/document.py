"""A document that a person has to show: its data, and its states. Pure."""

import re
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Annotated, Literal
from unicodedata import category, normalize
from urllib.parse import quote

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints
from pydantic_core import PydanticCustomError

from portal.clock import Instant, Stored
from portal.problems import FieldError
from portal.shapes import Frozen, Input, Query, View

ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
LONGEST_NAME = 80
PDF = "application/pdf"
PICTURES_ONLY = frozenset({"photo"})
"""The kinds of document that have to be a picture: the photo of a person, which is printed on their badge."""


type ContentType = Literal["image/jpeg", "image/png", "application/pdf"]


class DocumentStatus(StrEnum):
    MISSING = "missing"
    AWAITING_UPLOAD = "awaiting_upload"
    SCANNING = "scanning"
    CLEAN = "clean"
    REFUSED = "refused"


UPLOADED = frozenset({DocumentStatus.SCANNING, DocumentStatus.CLEAN})
SCANNED = frozenset({DocumentStatus.CLEAN, DocumentStatus.REFUSED})
UNDECIDED = frozenset({DocumentStatus.AWAITING_UPLOAD, DocumentStatus.SCANNING})


class Fault(StrEnum):
    """Why a document was refused. `heic`: a photo in the format of iPhones. `gif`: a GIF picture. `not_a_picture`: a
    PDF where only a picture is of use. `password`: a PDF that opens only with a password. `active_content`: a PDF that
    is a wrapper for other files, or a form that draws itself.
    """

    WRONG_TYPE = "wrong_type"
    HEIC = "heic"
    GIF = "gif"
    NOT_A_PICTURE = "not_a_picture"
    TOO_BIG = "too_big"
    MALWARE = "malware"
    UNREADABLE = "unreadable"
    PASSWORD = "password"
    ACTIVE_CONTENT = "active_content"
    TOO_MANY_PIXELS = "too_many_pixels"


class FileState(View):
    """The state of one file. `reason`: why it was refused, if it was. `scanned_at`: when it was accepted or refused.
    `lines`: ids of the lines of a form that it was sent for.
    """

    document_id: str
    filename: str
    status: DocumentStatus
    reason: Fault | None = None
    added_at: Instant
    scanned_at: Instant | None = None
    lines: tuple[str, ...] = ()


class DocumentState(View):
    """The state of one needed kind of document, which is that of its best file. `reason`: why that file was refused, if
    it was. `files`: all files of the kind, the newest last.
    """

    kind: str
    status: DocumentStatus
    document_id: str | None = None
    filename: str | None = None
    reason: Fault | None = None
    files: tuple[FileState, ...] = ()


def _of_a_type_we_take(content_type: object) -> object:
    """Refuses other content types in words that say what to do."""
    if isinstance(content_type, str) and content_type not in ENDINGS:
        words = "Choose a JPEG, PNG or PDF file. Of a GIF or another picture, take a screenshot and send that."
        raise PydanticCustomError("wrong_type", words)
    return content_type


class FileAnnounced(Input):
    """A file that the browser is about to send. `back_to_portal`: after the upload, the file store redirects the
    browser to the portal's page.
    """

    filename: Annotated[str, StringConstraints(min_length=1, max_length=1000), Field(title="the file's name")]
    content_type: Annotated[ContentType, Field(title="the kind of file"), BeforeValidator(_of_a_type_we_take)]
    size: Annotated[int, Field(title="the file's size in bytes", ge=1)]
    back_to_portal: Annotated[StrictBool, Field(title="whether the store leads back to our page")] = False


class UploadForm(View):
    """Where to send the file, as multipart/form-data: these fields first, then the file as `file`."""

    url: str
    fields: dict[str, str]


class DocumentAdded(View):
    """A document that was announced, and the form by which to send its file. `expires_at`: until when the form is
    accepted.
    """

    document_id: str
    upload: UploadForm
    expires_at: Instant


class LinkQuery(Query):
    """How the link is to be used. `show`: true to show the file in a page; false to have the browser save it."""

    show: bool = False


class DocumentLink(View):
    """A link by which anybody who has it can fetch the file until `expires_at`. `content_type`: the file's media
    type.
    """

    url: str
    content_type: str
    expires_at: Instant


class Document(Frozen):
    """One file that was announced or sent, as stored. `for_kind`, `for_id`: what it was sent for (`permit`,
    `permit_change` or `request`, and its id). `kind`: what it shows (a proof of address). `secret`: makes its key in S3
    unguessable.
    """

    model_config = ConfigDict(extra="ignore")

    document_id: str
    for_kind: str
    for_id: str
    account_id: str
    kind: str
    filename: str
    content_type: ContentType
    secret: str
    status: DocumentStatus
    added_at: Stored
    scanned_at: Stored | None = None
    reason: Fault | None = None
    stored_as: str | None = None
    """The file's place in S3, for a document copied from another subject: the original's. None for all others."""
    lines: tuple[str, ...] = ()
    """The ids of the lines of a form that it was sent for."""

    @property
    def _place(self) -> str:
        return self.stored_as or f"{self.for_kind}/{self.for_id}/{self.document_id}/{self.secret}"

    def of_type(self, content_type: ContentType) -> "Document":
        """The document with the content type that its bytes have, and a file name with that type's ending. The declared
        type may be wrong.
        """
        named = safe_filename(self.filename, content_type)
        return self.model_copy(update={"content_type": content_type, "filename": named})

    def copied(self, for_id: str, document_id: str) -> "Document":
        """The same file as a document of another subject of the same kind and owner."""
        return self.model_copy(update={"for_id": for_id, "document_id": document_id, "stored_as": self._place})

    @property
    def upload_key(self) -> str:
        return f"uploads/{self._place}"

    @property
    def kept_key(self) -> str:
        return f"kept/{self._place}"


class Owner(Frozen):
    """What a document belongs to: a permit, a change or a request (`for_kind`, `for_id`), and its account."""

    for_kind: str
    for_id: str
    account_id: str


def safe_filename(filename: str, content_type: str) -> str:
    """A file name that is safe to save under: no folders, no special characters, and the ending of its content type.

    Letters of any script stay, with their marks (vowel signs), up to LONGEST_NAME characters.
    """
    base = re.split(r"[/\\]", normalize("NFC", filename))[-1]
    stem = "".join(sign if _harmless(sign) else "_" for sign in re.sub(r"\.\w{1,5}$", "", base)).strip(" _")
    return (_cut(stem, LONGEST_NAME) or "document") + ENDINGS[content_type]


def takes(kind: str, content_type: str) -> bool:
    """Whether a document of this kind may have this content type."""
    return content_type in ENDINGS and not (kind in PICTURES_ONLY and content_type == PDF)


def file_errors(kind: str, content_type: str, size: int, most: int) -> list[FieldError]:
    """The errors in a file that is announced. `size` and `most`: in bytes."""
    errors = []
    if not takes(kind, content_type):
        words = "This has to be a picture: a JPEG or PNG file. Take a photo, or a screenshot of the PDF."
        errors.append(FieldError("content_type", "not_a_picture", words))
    if not 0 < size <= most:
        errors.append(FieldError("size", "wrong_size", f"Choose a file of up to {most // 1024**2} MB."))
    return errors


def _harmless(sign: str) -> bool:
    return sign in " -_()" or category(sign)[0] in "LMN"


def _cut(text: str, most: int) -> str:
    """The first `most` characters or fewer: never cut between a letter and its marks."""
    while most and most < len(text) and category(text[most])[0] == "M":
        most -= 1
    return text[:most].rstrip(" _")


def disposition(filename: str, *, shown: bool = False) -> str:
    """A Content-Disposition header (RFC 6266): `inline` if `shown`, else `attachment`, with the file name twice: in
    ASCII (`document` if nothing is left of it) and as it is.
    """
    stem, _, ending = filename.rpartition(".")
    ascii_stem = normalize("NFKD", stem).encode("ascii", "ignore").decode().strip(" _-()")
    plain = f"{ascii_stem or 'document'}.{ending}"
    return f"{'inline' if shown else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"


def _rank(status: DocumentStatus) -> int:
    if status in UPLOADED:
        return 0
    return 1 if status is DocumentStatus.REFUSED else 2


def state_of(kind: str, newest_first: Sequence[Document]) -> DocumentState:
    """The state of one kind, by its best file: the newest uploaded one, else the newest refused one, else the newest
    announced one. So a refused or never sent file does not hide an earlier good one.
    """
    return _of_files(kind, [_file_state(document) for document in reversed(newest_first) if document.kind == kind])


def without(states: Sequence[DocumentState], document_id: str) -> list[DocumentState]:
    """The states once this file is removed."""
    return [
        _of_files(state.kind, [file for file in state.files if file.document_id != document_id]) for state in states
    ]


def only(states: Sequence[DocumentState], document_ids: Collection[str]) -> list[DocumentState]:
    """The states with these files alone."""
    return [
        _of_files(state.kind, [file for file in state.files if file.document_id in document_ids]) for state in states
    ]


def all_clean(states: Sequence[DocumentState]) -> bool:
    """Whether every needed kind was uploaded and found clean; true if nothing is needed."""
    return all(state.status is DocumentStatus.CLEAN for state in states)


def scanned(states: Sequence[DocumentState]) -> list[str]:
    """The ids of all files that were scanned, clean or refused."""
    return [file.document_id for state in states for file in state.files if file.status in SCANNED]


def _of_files(kind: str, files: Sequence[FileState]) -> DocumentState:
    """The state of a kind with these files, the newest last."""
    if not files:
        return DocumentState(kind=kind, status=DocumentStatus.MISSING)
    best = min(reversed(files), key=lambda file: _rank(file.status))
    return DocumentState(
        kind=kind,
        status=best.status,
        document_id=best.document_id,
        filename=best.filename,
        reason=best.reason,
        files=tuple(files),
    )


def _file_state(document: Document) -> FileState:
    return FileState.model_validate(document.model_dump(include=set(FileState.model_fields)))
