"""Documents that a person has to show, and whether they were looked through: for permits, and for care's forms.

A file goes from the browser straight to S3, under `uploads/`, from where nobody is ever served. Once it was looked
through (`functions/care/scan_evidence.py`), the very bytes that were read are copied to `kept/`: whoever sends another
file with the same form afterwards changes nothing. `uploads/` empties itself after 15 days, a day later than the
dead-letter queue of the scan.

| access | key (Evidence table) |
|---|---|
| what a subject needs and has, consistent | `pk` = `FOR#<kind>#<id>`; `sk` = `NEEDED` or `DOCUMENT#<document id>` |
| one document by its id | index `by_document`: `document_id` |
| events on their way out | `portal.outbox` |
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from portal.clock import epoch_seconds, to_text
from portal.conditions import Attr
from portal.context import Context
from portal.document import (
    ENDINGS,
    UNDECIDED,
    UPLOADED,
    Document,
    DocumentAdded,
    DocumentLink,
    DocumentState,
    DocumentStatus,
    Fault,
    Owner,
    UploadForm,
    cleaned,
    disposition,
    state_of,
)
from portal.events import EvidenceScanned
from portal.ids import secret_id, ulid
from portal.outbox import announce
from portal.problems import NOT_FOUND, FieldError, Refusal, invalid
from portal.table import ConditionFailed, Delete, Item, Key, Put, Tables, TransactionCancelled, Update

NEEDED = "NEEDED"


def needed(table: str, for_kind: str, for_id: str, account_id: str, kinds: Sequence[str]) -> Put:
    """Which documents a subject needs: goes into the transaction that makes the subject, once."""
    return Put(
        table,
        {**_needed_key(for_kind, for_id), "account_id": account_id, "kinds": list(kinds), "files": 0},
        condition=Attr("pk").not_exists(),
    )


class Documents:
    """For the domain that needs documents. Who may ask is that domain's own rule."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.evidence_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Documents":
        return cls(context)

    def add(
        self,
        for_kind: str,
        for_id: str,
        account_id: str,
        kind: str,
        filename: str,
        content_type: str,
        size: int,
        now: datetime,
    ) -> DocumentAdded | Refusal:
        """Announces one file of `size` bytes at most; the answer says how to send it. 1 call."""
        errors = self._errors(content_type, size)
        if errors:
            return invalid(*errors)
        document = Document(
            document_id=ulid(now, self._context.randomness),
            for_kind=for_kind,
            for_id=for_id,
            account_id=account_id,
            kind=kind,
            filename=cleaned(filename, content_type),
            content_type=content_type,  # type: ignore[arg-type]  # one of the three, says _errors
            secret=secret_id(self._context.randomness),
            status=DocumentStatus.AWAITING_UPLOAD,
            added_at=now,
        )
        expires_at = now + self._settings.upload_lifetime
        try:
            self._tables.transact(self._write(document, expires_at), count=self._counted(document))
        except TransactionCancelled as cancelled:
            return self._why_not(document, cancelled.found("count"))
        form = self._form(document, size)
        return DocumentAdded(document_id=document.document_id, upload=form, expires_at=expires_at)

    def of(self, for_kind: str, for_id: str) -> list[DocumentState]:
        """How it stands with every needed kind. 1 call."""
        items = self._tables.query(self._table, Attr("pk").eq(_subject(for_kind, for_id)), newest_first=True).items
        found = [Document.model_validate(item) for item in items if item["sk"] != NEEDED]
        kinds = next((item["kinds"] for item in items if item["sk"] == NEEDED), ())
        return [state_of(str(kind), found) for kind in kinds]  # type: ignore[union-attr]

    def all_uploaded(self, for_kind: str, for_id: str) -> bool:
        """Whether every needed kind has come; also where nothing is needed. 1 call."""
        return all(state.status in UPLOADED for state in self.of(for_kind, for_id))

    def all_clean(self, for_kind: str, for_id: str) -> bool:
        """Whether every needed kind has come and was looked through; also where nothing is needed. 1 call."""
        return all(state.status is DocumentStatus.CLEAN for state in self.of(for_kind, for_id))

    def forget(self, for_kind: str, for_id: str) -> None:
        """The files and all that is known of them, when their owner leaves. 1 call, 3 for each document."""
        for item in self._tables.query(self._table, Attr("pk").eq(_subject(for_kind, for_id))).items:
            if item["sk"] != NEEDED:
                document = Document.model_validate(item)
                for key in (document.upload_key, document.kept_key):
                    self._context.aws.s3.delete_object(Bucket=self._settings.evidence_bucket, Key=key)
            self._tables.delete(Delete(self._table, {"pk": str(item["pk"]), "sk": str(item["sk"])}))

    def owner_of(self, document_id: str) -> Owner | Refusal:
        """1 call."""
        document = self._by_id(document_id)
        return Owner(**document.model_dump(include={"for_kind", "for_id", "account_id"})) if document else NOT_FOUND

    def link(self, document_id: str, now: datetime) -> DocumentLink | Refusal:
        """For a clean document only; the browser saves it and does not show it. 1 call."""
        document = self._by_id(document_id)
        if document is None:
            return NOT_FOUND
        if document.status is not DocumentStatus.CLEAN:
            return Refusal("document_not_ready", "This document is still being checked, or was refused.")
        lifetime = self._settings.document_link_lifetime
        url = self._context.aws.s3.generate_presigned_url(
            ClientMethod="get_object",
            Params={
                "Bucket": self._settings.evidence_bucket,
                "Key": document.kept_key,
                "ResponseContentType": document.content_type,
                "ResponseContentDisposition": disposition(document.filename),
            },
            ExpiresIn=int(lifetime.total_seconds()),
        )
        return DocumentLink(url=url, expires_at=now + lifetime)

    def _by_id(self, document_id: str) -> Document | None:
        found = self._tables.query(self._table, Attr("document_id").eq(document_id), index="by_document").items
        return Document.model_validate(found[0]) if found else None

    def _errors(self, content_type: str, size: int) -> list[FieldError]:
        errors = []
        if content_type not in ENDINGS:
            errors.append(FieldError("content_type", "wrong_type", "Choose a JPEG, PNG or PDF file."))
        most = self._settings.most_bytes_per_file
        if not 0 < size <= most:
            errors.append(FieldError("size", "wrong_size", f"Choose a file of up to {most // 1024**2} MB."))
        return errors

    def _counted(self, document: Document) -> Update:
        """A file more for the subject, if it is this account's, needs that kind, and may have one more."""
        return Update(
            self._table,
            _needed_key(document.for_kind, document.for_id),
            add={"files": 1},
            condition=Attr("account_id").eq(document.account_id)
            & Attr("kinds").contains(document.kind)
            & Attr("files").lt(self._settings.files_per_subject),
        )

    def _write(self, document: Document, expires_at: datetime) -> Put:
        """What is never sent is forgotten with `uploads/`: as long as the scan's dead letters can be sent again."""
        ttl = epoch_seconds(expires_at + timedelta(days=15))
        return Put(self._table, {**_key(document), **document.model_dump(mode="json", exclude_none=True), "ttl": ttl})

    def _why_not(self, document: Document, subject: Item | None) -> Refusal:
        if subject is None or subject["account_id"] != document.account_id:
            return NOT_FOUND
        if document.kind not in subject["kinds"]:  # type: ignore[operator]
            return invalid(FieldError("kind", "not_needed", "This kind of document is not needed here."))
        most = self._settings.files_per_subject
        return Refusal("too_many_files", f"You have sent {most} files, which is the most. Contact the council.")

    def _form(self, document: Document, size: int) -> UploadForm:
        conditions: list[Any] = [{"Content-Type": document.content_type}, ["content-length-range", 1, size]]
        form = self._context.aws.s3.generate_presigned_post(
            Bucket=self._settings.evidence_bucket,
            Key=document.upload_key,
            Fields={"Content-Type": document.content_type},
            Conditions=conditions,
            ExpiresIn=int(self._settings.upload_lifetime.total_seconds()),
        )
        return UploadForm.model_validate(form)


class Scans:
    """For the function that looks files through: the only one that decides about a document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._table = context.settings.evidence_table
        self._bucket = context.settings.evidence_bucket
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Scans":
        return cls(context)

    def undecided(self, upload_key: str) -> Document | None:
        """The document that was uploaded there, unless it is decided upon or forgotten. 1 call."""
        parts = upload_key.split("/")
        item = self._tables.get(self._table, _document_key(*parts[1:4])) if len(parts) == 5 else None
        document = Document.model_validate(item) if item else None
        ours = document is not None and document.upload_key == upload_key and document.status in UNDECIDED
        return document if ours else None

    def uploaded(self, document: Document) -> tuple[bytes, str]:
        """What was sent, and its ETag. 1 call."""
        answer = self._context.aws.s3.get_object(Bucket=self._bucket, Key=document.upload_key)
        return answer["Body"].read(), answer["ETag"].strip('"')

    def arrived(self, document: Document) -> None:
        """It came and is being looked through. A late word of it changes nothing. 1 call."""
        waits = Attr("status").eq(DocumentStatus.AWAITING_UPLOAD.value)
        change = {"status": DocumentStatus.SCANNING.value}
        try:
            self._tables.update(Update(self._table, _key(document), set=change, remove=["ttl"], condition=waits))
        except ConditionFailed:
            return  # the result was quicker

    def refuse(self, document: Document, fault: Fault, now: datetime) -> None:
        """1 call."""
        self._decide(document, {"status": DocumentStatus.REFUSED.value, "reason": fault.value}, now)

    def accept(self, document: Document, body: bytes, note: str, now: datetime) -> None:
        """Keeps the bytes that were looked through. `note`: by whom. 2 calls."""
        self._context.aws.s3.put_object(
            Bucket=self._bucket, Key=document.kept_key, Body=body, ContentType=document.content_type
        )
        forgotten = self._decide(document, {"status": DocumentStatus.CLEAN.value, "note": note}, now)
        if forgotten:  # its owner left while it was looked through
            self._context.aws.s3.delete_object(Bucket=self._bucket, Key=document.kept_key)

    def _decide(self, document: Document, outcome: dict[str, str], now: datetime) -> bool:
        """Once: a decision is never replaced. Whether the document is not there any more."""
        scanned = EvidenceScanned(
            event_id=ulid(now, self._context.randomness),
            at=now,
            document_id=document.document_id,
            for_kind=document.for_kind,
            for_id=document.for_id,
            status=outcome["status"],
        )
        undecided = Attr("status").is_in(sorted(UNDECIDED))
        write = Update(
            self._table, _key(document), set=outcome | {"scanned_at": to_text(now)}, remove=["ttl"], condition=undecided
        )
        try:
            self._tables.transact(announce(scanned, self._table), decision=write)
        except TransactionCancelled as cancelled:
            return (
                cancelled.found("decision") is None
            )  # else decided meanwhile, or by this very write whose answer was lost
        return False


def _subject(for_kind: str, for_id: str) -> str:
    return f"FOR#{for_kind}#{for_id}"


def _needed_key(for_kind: str, for_id: str) -> Key:
    return {"pk": _subject(for_kind, for_id), "sk": NEEDED}


def _key(document: Document) -> Key:
    return _document_key(document.for_kind, document.for_id, document.document_id)


def _document_key(for_kind: str, for_id: str, document_id: str) -> Key:
    return {"pk": _subject(for_kind, for_id), "sk": f"DOCUMENT#{document_id}"}
