"""Documents that a person has to show, and whether they were scanned: for permits, and for care's forms.

The browser sends a file straight to S3, under `uploads/`, from where it is never served to anybody. Once it is scanned
(`functions/care/scan_evidence.py`), a copy made of the very bytes that were scanned is written to `kept/`: a file sent
later with the same form changes nothing. The bucket deletes `uploads/` after 15 days, a day later than the dead-letter
queue of the scan.

| access | key (Evidence table) |
|---|---|
| what a subject needs and has, consistent | `pk` = `FOR#<kind>#<id>`; `sk` = `NEEDED` or `DOCUMENT#<document id>` |
| which of its announced files are in the bucket | S3, prefix `uploads/<kind>/<id>/` |
| one document by its id | index `by_document`: `document_id` |
| events on their way out | `portal.outbox` |
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from portal.aws import may_pass
from portal.clock import epoch_seconds
from portal.conditions import Attr
from portal.context import Context
from portal.document import (
    UPLOADED,
    Document,
    DocumentAdded,
    DocumentLink,
    DocumentState,
    DocumentStatus,
    Owner,
    UploadForm,
    disposition,
    file_errors,
    safe_filename,
    state_of,
)
from portal.ids import Randomness, secret_id, ulid
from portal.problems import NOT_FOUND, FieldError, Refusal, invalid
from portal.table import Busy, Delete, Key, Put, Tables, TransactionCancelled, Update, VersionConflict

NEEDED = "NEEDED"


def needed(table: str, for_kind: str, for_id: str, account_id: str, kinds: Sequence[str], files: int = 0) -> Put:
    """The write that notes which documents a subject (a permit, a request) needs, for the transaction that makes it.

    `files`: how many documents it has from the start, copied from another subject.
    """
    return Put(
        table,
        {**needed_key(for_kind, for_id), "account_id": account_id, "kinds": list(kinds), "files": files},
        condition=Attr("pk").not_exists(),
    )


def copies(documents: Sequence[Document], for_id: str, now: datetime, randomness: Randomness) -> Sequence[Document]:
    """Copies of one subject's documents for another, in the same order. The files stay where they are in S3."""
    return [
        document.copied(for_id, ulid(now + timedelta(milliseconds=number), randomness))
        for number, document in enumerate(documents)
    ]


def copy_write(table: str, copy: Document) -> Put:
    """The write of one copy of a document, for the transaction that creates the other subject."""
    return Put(table, {**key_of(copy), **copy.model_dump(mode="json", exclude_none=True)})


class Documents:
    """The documents of one domain's subjects. The domain itself decides who may ask for them."""

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
        then: str = "",
        lines: Sequence[str] = (),
    ) -> DocumentAdded | Refusal:
        """Announce one file of at most `size` bytes; the answer says how to send it. 1 call.

        `then`: the portal's page to which S3 redirects the browser after the upload; if empty, S3 answers 204. When a
        subject has as many files as it may, a new one replaces the oldest that was announced and never sent; files that
        were sent are never replaced. To replace one takes 4 calls. Raises: VersionConflict if it was sent meanwhile.
        """
        errors = file_errors(kind, content_type, size, self._settings.most_bytes_per_file)
        if errors:
            return invalid(*errors)
        document = Document(
            document_id=ulid(now, self._context.randomness),
            for_kind=for_kind,
            for_id=for_id,
            account_id=account_id,
            kind=kind,
            filename=safe_filename(filename, content_type),
            content_type=content_type,  # type: ignore[arg-type]  # one of the three, says file_errors
            secret=secret_id(self._context.randomness),
            status=DocumentStatus.AWAITING_UPLOAD,
            added_at=now,
            lines=tuple(lines),
        )
        expires_at = now + self._settings.upload_lifetime
        refused = self.announce(document, expires_at)
        if refused is not None:
            return refused
        form = self._form(document, size, then)
        return DocumentAdded(document_id=document.document_id, upload=form, expires_at=expires_at)

    def of(self, for_kind: str, for_id: str) -> list[DocumentState]:
        """The state of every needed kind. An upload counts once S3's message about it was handled. 1 call."""
        kinds, documents = self._read(for_kind, for_id)
        return [state_of(kind, documents) for kind in kinds]

    def seen(self, for_kind: str, for_id: str) -> list[DocumentState]:
        """As `of`, but the bucket is asked about files not noted as uploaded. 1 call, 2 if there are any."""
        kinds, documents = self._read(for_kind, for_id)
        in_bucket = self._in_bucket(for_kind, for_id, documents)
        here = [_here(one) if one.upload_key in in_bucket else one for one in documents]
        return [state_of(kind, here) for kind in kinds]

    def clean(self, for_kind: str, for_id: str) -> Sequence[Document]:
        """The subject's clean documents, the oldest first. 1 call."""
        _, documents = self._read(for_kind, for_id)
        return [one for one in reversed(documents) if one.status is DocumentStatus.CLEAN]

    def ids(self, for_kind: str, for_id: str) -> frozenset[str]:
        """The ids of all documents that were announced for the subject. 1 call."""
        _, documents = self._read(for_kind, for_id)
        return frozenset(one.document_id for one in documents)

    def all_uploaded(self, for_kind: str, for_id: str) -> bool:
        """Whether every needed kind was uploaded; true if nothing is needed. 1 or 2 calls, as `seen`."""
        return all(state.status in UPLOADED for state in self.seen(for_kind, for_id))

    def forget(self, for_kind: str, for_id: str) -> None:
        """Delete the subject's documents and files, when the account is closed. 1 call, and 3 for each document."""
        for item in self._tables.query(self._table, Attr("pk").eq(_subject(for_kind, for_id))).items:
            if item["sk"] != NEEDED:
                document = Document.model_validate(item)
                for key in (document.upload_key, document.kept_key):
                    self._context.aws.s3.delete_object(Bucket=self._settings.evidence_bucket, Key=key)
            self._tables.delete(Delete(self._table, {"pk": str(item["pk"]), "sk": str(item["sk"])}))

    def owner_of(self, document_id: str) -> Owner | Refusal:
        """The subject and account that a document belongs to, or the refusal `not_found`. 1 call."""
        document = self.by_id(document_id)
        return Owner(**document.model_dump(include={"for_kind", "for_id", "account_id"})) if document else NOT_FOUND

    def link(self, document_id: str, now: datetime, *, shown: bool = False) -> DocumentLink | Refusal:
        """A link to a clean document, which the browser saves, or shows in a page if `shown`. Others are refused. 1
        call.
        """
        document = self.by_id(document_id)
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
                "ResponseContentDisposition": disposition(document.filename, shown=shown),
            },
            ExpiresIn=int(lifetime.total_seconds()),
        )
        return DocumentLink(url=url, content_type=document.content_type, expires_at=now + lifetime)

    def _read(self, for_kind: str, for_id: str) -> tuple[Sequence[str], Sequence[Document]]:
        """The needed kinds, and the documents, the newest first."""
        items = list(self._tables.query_all(self._table, Attr("pk").eq(_subject(for_kind, for_id)), newest_first=True))
        documents = [Document.model_validate(item) for item in items if item["sk"] != NEEDED]
        kinds = next((item["kinds"] for item in items if item["sk"] == NEEDED), ())
        return [str(kind) for kind in kinds], documents  # type: ignore[union-attr]

    def _in_bucket(self, for_kind: str, for_id: str, documents: Sequence[Document]) -> set[str]:
        """The S3 keys of the uploaded files; not read (empty) if no document waits for its file. 1 call, or none."""
        if not any(one.status is DocumentStatus.AWAITING_UPLOAD for one in documents):
            return set()
        prefix = f"uploads/{for_kind}/{for_id}/"
        try:
            found = self._context.aws.s3.list_objects_v2(Bucket=self._settings.evidence_bucket, Prefix=prefix)
        except Exception as error:
            if may_pass(error):
                raise Busy("list_objects_v2") from error
            raise
        return {str(one["Key"]) for one in found.get("Contents", [])}

    def announce(self, document: Document, expires_at: datetime) -> Refusal | None:
        """Store a document whose file is about to be sent. Refusals, calls and VersionConflict: as in `add`."""
        write = self._write(document, expires_at)
        try:
            self._tables.transact(write, count=self._counted(document))
        except TransactionCancelled as cancelled:
            subject = cancelled.found("count")
            if subject is None or subject["account_id"] != document.account_id:
                return NOT_FOUND
            if document.kind not in subject["kinds"]:  # type: ignore[operator]
                return invalid(FieldError("kind", "not_needed", "This kind of document is not needed here."))
        else:
            return None
        _, documents = self._read(document.for_kind, document.for_id)
        in_bucket = self._in_bucket(document.for_kind, document.for_id, documents)
        unsent = [
            one for one in documents if one.status is DocumentStatus.AWAITING_UPLOAD and one.upload_key not in in_bucket
        ]
        if not unsent:
            most = self._settings.files_per_subject
            return Refusal("too_many_files", f"You have sent {most} files, which is the most. Contact the council.")
        waits = Attr("status").eq(DocumentStatus.AWAITING_UPLOAD.value)
        try:
            self._tables.transact(write, Delete(self._table, key_of(unsent[-1]), condition=waits))
        except TransactionCancelled:
            raise VersionConflict(document.for_id) from None
        return None

    def by_id(self, document_id: str) -> Document | None:
        """The document; None if there is none. 1 call."""
        found = self._tables.query(self._table, Attr("document_id").eq(document_id), index="by_document").items
        return Document.model_validate(found[0]) if found else None

    def _counted(self, document: Document) -> Update:
        """The write that counts one more file: only if the subject is the account's, needs the kind and has room."""
        return Update(
            self._table,
            needed_key(document.for_kind, document.for_id),
            add={"files": 1},
            condition=Attr("account_id").eq(document.account_id)
            & Attr("kinds").contains(document.kind)
            & Attr("files").lt(self._settings.files_per_subject),
        )

    def _write(self, document: Document, expires_at: datetime) -> Put:
        """The write of a document. If its file never comes, it is deleted with the scan's dead letters, 15 days
        later.
        """
        ttl = epoch_seconds(expires_at + timedelta(days=15))
        return Put(self._table, {**key_of(document), **document.model_dump(mode="json", exclude_none=True), "ttl": ttl})

    def _form(self, document: Document, size: int, then: str) -> UploadForm:
        fields: dict[str, str] = {"Content-Type": document.content_type}
        if then:
            fields["success_action_redirect"] = self._settings.web_url + then
        conditions: list[Any] = [*({name: value} for name, value in fields.items()), ["content-length-range", 1, size]]
        form = self._context.aws.s3.generate_presigned_post(
            Bucket=self._settings.evidence_bucket,
            Key=document.upload_key,
            Fields=fields,
            Conditions=conditions,
            ExpiresIn=int(self._settings.upload_lifetime.total_seconds()),
        )
        return UploadForm.model_validate(form)


def _here(document: Document) -> Document:
    """The document as being scanned, if it was still waiting for its file, which is in the bucket."""
    if document.status is not DocumentStatus.AWAITING_UPLOAD:
        return document
    return document.model_copy(update={"status": DocumentStatus.SCANNING})


def _subject(for_kind: str, for_id: str) -> str:
    return f"FOR#{for_kind}#{for_id}"


def needed_key(for_kind: str, for_id: str) -> Key:
    return {"pk": _subject(for_kind, for_id), "sk": NEEDED}


def key_of(document: Document) -> Key:
    return document_key(document.for_kind, document.for_id, document.document_id)


def document_key(for_kind: str, for_id: str, document_id: str) -> Key:
    return {"pk": _subject(for_kind, for_id), "sk": f"DOCUMENT#{document_id}"}
