"""The documents that applications and changes need, as the API returns them, and where to upload a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from web.api.answers import from_fields
from web.api.client import Json

MOST_BYTES = 10_485_760
"""The largest document that the API takes."""


@dataclass(frozen=True)
class File:
    """A file that was sent. `reason`: why it was refused. `scanned_at`: when it was accepted or refused; empty before
    that. `since_question`: it came after the last question to the applicant.
    """

    document_id: str
    filename: str
    status: str
    reason: str
    added_at: str
    scanned_at: str
    since_question: bool

    @classmethod
    def of(cls, body: Json) -> "File":
        return from_fields(cls, body)


@dataclass(frozen=True)
class NeededDocument:
    """A kind of document that an application or a change needs, and the files sent for it. `status` and `document_id`
    are those of the best file; empty for a type of permit that nobody has applied for yet.
    """

    kind: str
    title: str
    status: str = ""
    document_id: str = ""
    files: tuple[File, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether the applicant still has to send it."""
        return self.status in ("missing", "awaiting_upload", "refused")

    @classmethod
    def of(cls, body: Json) -> "NeededDocument":
        files = tuple(File.of(one) for one in body.get("files", ()))
        return cls(body["kind"], body["title"], body.get("status") or "", body.get("document_id") or "", files)


@dataclass(frozen=True)
class Upload:
    """Where to upload a file: a form with `fields` first, then the file as `file`."""

    url: str
    fields: Mapping[str, str]
    expires_at: str

    @classmethod
    def of(cls, body: Json) -> "Upload":
        return cls(body["upload"]["url"], body["upload"]["fields"], body["expires_at"])
