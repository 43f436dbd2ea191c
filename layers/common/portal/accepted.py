"""Documents that an officer has accepted until a given day: their owner can use them again for another permit or
request.

Using a document again makes a new document: its file is copied to where uploads arrive, so that it is scanned anew,
counts towards the limit on files, and is deleted together with the permit or request it was added to.

| access | key (Evidence table) |
|---|---|
| an account's accepted documents, until their last day | `pk` = `ACCEPTED#<account id>`, `sk` = `<document id>` |
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, StringConstraints

from portal import audit
from portal.audit import AuditEvent
from portal.clock import epoch_seconds
from portal.conditions import Attr
from portal.context import Context
from portal.document import Document, DocumentStatus
from portal.evidence import Documents
from portal.ids import Ulid, secret_id, ulid
from portal.london import at_hour, today
from portal.problems import NOT_FOUND, FieldError, Refusal, invalid
from portal.shapes import Frozen, Input, View
from portal.table import Delete, Item, Key, Put, Tables

if TYPE_CHECKING:
    from portal.api import Officer

LONGEST_YEARS = 5
NOT_ACCEPTED = invalid(FieldError("document_id", "not_found", "This cannot be used again. Send it anew."))
GONE = Refusal("document_not_ready", "This document is not there any more. Send it again.")


class Accepted(Frozen):
    """A document that was accepted. `valid_until`: the last day on which its owner can use it again."""

    document_id: Ulid
    account_id: str
    kind: str
    filename: str
    valid_until: date


class UsedAgain(Input):
    """An accepted document to use again. `document_id` and `kind`: the document's own."""

    document_id: Ulid
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$"), Field(title="the kind of document")]


class DocumentUsedAgain(View):
    """The copy of an accepted document. `document_id`: the copy's own; it is scanned like any upload."""

    document_id: str
    kind: str


def wrong_day(until: date | None, day: date) -> FieldError | None:
    """The error in `until` as the last day of a document that is accepted on `day`; None if there is none."""
    if until is None:
        return FieldError("valid_until", "missing", "Give the last day on which this can be used again.")
    if until <= day:
        return FieldError("valid_until", "too_early", "Give a day after today.")
    if until > day + timedelta(days=366 * LONGEST_YEARS):
        return FieldError("valid_until", "too_late", f"Give a day within {LONGEST_YEARS} years.")
    return None


class AcceptedDocuments:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.evidence_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._documents = Documents.from_context(context)

    @classmethod
    def from_context(cls, context: Context) -> "AcceptedDocuments":
        return cls(context)

    def document(self, document_id: str) -> Document | Refusal:
        """The document, or the refusal `not_found`. 1 call."""
        return self._documents.by_id(document_id) or NOT_FOUND

    def judge(
        self, document: Document, until: date | None, why: str | None, officer: "Officer", now: datetime
    ) -> Accepted | Refusal | None:
        """Record whether an officer accepts a document, with an audit row. 1 call.

        `until`: the last day on which it can be used again; None if it is not accepted, or no longer. `why`: the
        officer's reason. Returns the accepted document, None if it is not accepted, or a Refusal.
        """
        if document.status is not DocumentStatus.CLEAN:
            return GONE
        wrong = wrong_day(until, today(now)) if until else None
        if wrong is not None:
            return invalid(wrong)
        what = AuditEvent.DOCUMENT_ACCEPTED if until else AuditEvent.DOCUMENT_NOT_ACCEPTED
        row = audit.row(
            self._settings.audit_table,
            what,
            now,
            account_id=document.account_id,
            subject=("document", document.document_id),
            officer=officer.sub,
            reason=why,
        )
        key = accepted_key(document.account_id, document.document_id)
        if until is None:
            self._tables.transact(row, Delete(self._table, key))
            return None
        accepted = Accepted(
            document_id=document.document_id,
            account_id=document.account_id,
            kind=document.kind,
            filename=document.filename,
            valid_until=until,
        )
        ends = {"ttl": epoch_seconds(at_hour(until + timedelta(days=1), 0))}
        self._tables.transact(
            row, Put(self._table, {**key, **accepted.model_dump(mode="json", exclude={"document_id"}), **ends})
        )
        return accepted

    def of_account(self, account_id: str, now: datetime) -> Sequence[Accepted]:
        """The account's documents that can be used again today, the newest first. 1 call."""
        mine = self._tables.query(self._table, Attr("pk").eq(f"ACCEPTED#{account_id}"), newest_first=True)
        found = [_accepted(item) for item in mine.items]
        return [one for one in found if one.valid_until >= today(now)]

    def use_again(
        self, wanted: UsedAgain, account_id: str, for_kind: str, for_id: str, now: datetime
    ) -> DocumentUsedAgain | Refusal:
        """Copy an accepted document to another subject of the same account. 4 calls, or 7 if an unsent file has to make
        room.

        Refused for a document that is not accepted (any longer) or is of another kind. Raises: VersionConflict.
        """
        item = self._tables.get(self._table, accepted_key(account_id, wanted.document_id))
        accepted = _accepted(item) if item else None
        if accepted is None or accepted.valid_until < today(now) or accepted.kind != wanted.kind:
            return NOT_ACCEPTED
        source = self.document(wanted.document_id)
        if isinstance(source, Refusal) or source.status is not DocumentStatus.CLEAN:
            return GONE
        copy = Document(
            document_id=ulid(now, self._context.randomness),
            for_kind=for_kind,
            for_id=for_id,
            account_id=account_id,
            kind=source.kind,
            filename=source.filename,
            content_type=source.content_type,
            secret=secret_id(self._context.randomness),
            status=DocumentStatus.AWAITING_UPLOAD,
            added_at=now,
        )
        refused = self._documents.announce(copy, now + self._settings.upload_lifetime)
        if refused is not None:
            return refused
        bucket = self._settings.evidence_bucket
        self._context.aws.s3.copy_object(
            Bucket=bucket,
            Key=copy.upload_key,
            CopySource={"Bucket": bucket, "Key": source.kept_key},
            TaggingDirective="REPLACE",  # by none: to copy the tags and annotations would need permissions of their own
            AnnotationDirective="EXCLUDE",
        )
        return DocumentUsedAgain(document_id=copy.document_id, kind=copy.kind)

    def forget(self, account_id: str) -> None:
        """Delete the records that an account's documents were accepted, when the account is closed. 1 call, and 1 for
        each document.
        """
        for item in self._tables.query_all(self._table, Attr("pk").eq(f"ACCEPTED#{account_id}")):
            self._tables.delete(Delete(self._table, {"pk": str(item["pk"]), "sk": str(item["sk"])}))


def accepted_key(account_id: str, document_id: str) -> Key:
    return {"pk": f"ACCEPTED#{account_id}", "sk": document_id}


def _accepted(item: Item) -> Accepted:
    """The accepted document of a stored item.

    The document's id is stored in the sort key alone: an attribute `document_id` would put the item into the index
    `by_document`, beside the document itself.
    """
    return Accepted.model_validate({**item, "document_id": item["sk"]})
