"""The documents to scan and their files in S3, and the outcomes of scans."""

from datetime import datetime

from portal.clock import to_text
from portal.conditions import Attr
from portal.context import Context
from portal.document import UNDECIDED, Document, DocumentStatus, Fault
from portal.events.evidence import EvidenceScanned
from portal.evidence import document_key, key_of
from portal.outbox import announce
from portal.table import ConditionFailed, Tables, TransactionCancelled, Update


class Scans:
    """For the function that scans uploaded files, the only one that decides about a document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._table = context.settings.evidence_table
        self._bucket = context.settings.evidence_bucket
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Scans":
        return cls(context)

    def undecided(self, upload_key: str) -> Document | None:
        """The document whose file was uploaded under this key; None if it is already decided or forgotten. 1 call."""
        parts = upload_key.split("/")
        item = self._tables.get(self._table, document_key(*parts[1:4])) if len(parts) == 5 else None
        document = Document.model_validate(item) if item else None
        ours = document is not None and document.upload_key == upload_key and document.status in UNDECIDED
        return document if ours else None

    def uploaded(self, document: Document) -> tuple[bytes, str]:
        """The bytes that were uploaded, and their ETag. 1 call."""
        answer = self._context.aws.s3.get_object(Bucket=self._bucket, Key=document.upload_key)
        return answer["Body"].read(), answer["ETag"].strip('"')

    def arrived(self, document: Document) -> None:
        """Note that the file has come and is being scanned; does nothing if the document is already decided. 1 call."""
        waits = Attr("status").eq(DocumentStatus.AWAITING_UPLOAD.value)
        change = {"status": DocumentStatus.SCANNING.value}
        try:
            self._tables.update(Update(self._table, key_of(document), set=change, remove=["ttl"], condition=waits))
        except ConditionFailed:
            return  # the result was quicker

    def refuse(self, document: Document, fault: Fault, now: datetime) -> None:
        """Note that the document is refused. 1 call."""
        self._decide(document, {"status": DocumentStatus.REFUSED.value, "reason": fault.value}, now)

    def accept(self, document: Document, body: bytes, note: str, now: datetime) -> None:
        """Note that the document is clean, and keep `body`, the copy made of the scanned bytes. `note`: what scanned
        them. 2 calls.
        """
        self._context.aws.s3.put_object(
            Bucket=self._bucket, Key=document.kept_key, Body=body, ContentType=document.content_type
        )
        found = {"content_type": document.content_type, "filename": document.filename, "note": note}
        forgotten = self._decide(document, {"status": DocumentStatus.CLEAN.value, **found}, now)
        if forgotten:  # its owner left while it was looked through
            self._context.aws.s3.delete_object(Bucket=self._bucket, Key=document.kept_key)

    def _decide(self, document: Document, outcome: dict[str, str], now: datetime) -> bool:
        """Note a decision, unless there already is one. Returns whether the document does not exist any more."""
        scanned = EvidenceScanned.new(
            now,
            self._context.randomness,
            document_id=document.document_id,
            for_kind=document.for_kind,
            for_id=document.for_id,
            status=outcome["status"],
        )
        undecided = Attr("status").is_in(sorted(UNDECIDED))
        write = Update(
            self._table,
            key_of(document),
            set=outcome | {"scanned_at": to_text(now)},
            remove=["ttl"],
            condition=undecided,
        )
        try:
            self._tables.transact(announce(scanned, self._table), decision=write)
        except TransactionCancelled as cancelled:
            # if the item exists, another scan decided, or this very write did and its answer was lost
            return cancelled.found("decision") is None
        return False
