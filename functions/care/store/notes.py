"""Officers' notes on a request, in an item beside it, so that nothing that its sender is shown contains them."""

from datetime import datetime

from care.model import CareRequest, RequestNote
from care.store.items import notes_key
from portal import audit
from portal.audit import AuditEvent
from portal.clock import epoch_seconds
from portal.conditions import Attr
from portal.context import Context
from portal.idempotency import Idempotency
from portal.ids import ulid
from portal.problems import NOT_FOUND, Refusal
from portal.table import Item, Tables, TransactionCancelled, Update, VersionConflict, number

MOST_NOTES = 40
"""How many notes one request may have: a note has up to 2,000 characters, and a DynamoDB item 400 kB."""


class RequestNotes:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._table = context.settings.requests_table
        self._audit_table = context.settings.audit_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "RequestNotes":
        return cls(context)

    def of(self, request_id: str) -> list[RequestNote]:
        """The request's notes, the oldest first. 1 call."""
        return _notes(self._tables.get(self._table, notes_key(request_id)))

    def repeated(self, request_id: str, idempotency: Idempotency) -> RequestNote | Refusal | None:
        """The note that this same key wrote before; None if the key is new. 1 call, 2 if it is not new."""
        named = idempotency.repeated(self._tables.get(self._table, idempotency.key))
        if not isinstance(named, str):
            return named
        return next((note for note in self.of(request_id) if note.note_id == named), NOT_FOUND)

    def add(
        self, request: CareRequest, text: str, officer: str, idempotency: Idempotency, now: datetime
    ) -> RequestNote | Refusal:
        """Save a note, with an audit row, and return it. It is kept as long as the request. Refused if the request has
        MOST_NOTES already. 2 calls.

        Raises: VersionConflict.
        """
        key = notes_key(request.request_id)
        item = self._tables.get(self._table, key)
        notes = _notes(item)
        if len(notes) >= MOST_NOTES:
            return Refusal("too_many_notes", f"This request has {MOST_NOTES} notes, which is the most.")
        note = RequestNote(note_id=ulid(now, self._context.randomness), at=now, by=officer, text=text)
        version = number(item, "version")
        kept = {"ttl": epoch_seconds(request.kept_until)} if request.kept_until else {}
        written = Update(
            self._table,
            key,
            set={"notes": [one.model_dump(mode="json") for one in [*notes, note]], "version": version + 1, **kept},
            condition=Attr("version").eq(version) if item else Attr("pk").not_exists(),
        )
        row = audit.row(
            self._audit_table,
            AuditEvent.REQUEST_NOTED,
            now,
            account_id=None,
            subject=("request note", f"{request.request_id}/{note.note_id}"),
            officer=officer,
        )
        try:
            self._tables.transact(written, row, idempotency=idempotency.record(self._table, note.note_id))
        except TransactionCancelled as cancelled:
            if cancelled.failed("idempotency"):
                return self.repeated(request.request_id, idempotency) or NOT_FOUND
            raise VersionConflict(request.request_id) from None
        return note


def _notes(item: Item | None) -> list[RequestNote]:
    kept = item.get("notes", []) if item else []
    return [RequestNote.model_validate(one) for one in kept] if isinstance(kept, list) else []
