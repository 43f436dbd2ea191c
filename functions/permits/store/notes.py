"""Officers' notes on a permit: an item of their own, so that they are in nothing that the holder is shown."""

from datetime import datetime

from permits.model import Note, Permit
from permits.store.items import notes_key
from portal import audit
from portal.audit import AuditEvent
from portal.conditions import Attr
from portal.context import Context
from portal.idempotency import Idempotency
from portal.ids import ulid
from portal.problems import NOT_FOUND, Refusal
from portal.table import Item, Tables, TransactionCancelled, Update, VersionConflict, number

MOST_NOTES = 40
"""The most notes on one permit: a note has up to 2,000 characters, and an item of DynamoDB up to 400 kB."""


class Notes:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._table = context.settings.permits_table
        self._audit_table = context.settings.audit_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Notes":
        return cls(context)

    def of(self, permit_id: str) -> list[Note]:
        """The notes on a permit, oldest first. 1 call."""
        return _notes(self._tables.get(self._table, notes_key(permit_id)))

    def repeated(self, permit_id: str, idempotency: Idempotency) -> Note | Refusal | None:
        """The note that this same request wrote before; None if the request is new. 1 call, 2 if it is not new."""
        named = idempotency.repeated(self._tables.get(self._table, idempotency.key))
        if not isinstance(named, str):
            return named
        return next((note for note in self.of(permit_id) if note.note_id == named), NOT_FOUND)

    def add(self, permit: Permit, text: str, officer: str, idempotency: Idempotency, now: datetime) -> Note | Refusal:
        """Write a note, and put that on record with its officer. 2 calls. Raises: VersionConflict."""
        item = self._tables.get(self._table, notes_key(permit.permit_id))
        notes = _notes(item)
        if len(notes) >= MOST_NOTES:
            words = f"This permit has {MOST_NOTES} notes, which is the most."
            return Refusal("too_many_notes", words)
        note = Note(note_id=ulid(now, self._context.randomness), at=now, by=officer, text=text)
        version = number(item, "version")
        written = Update(
            self._table,
            notes_key(permit.permit_id),
            set={"notes": [one.model_dump(mode="json") for one in [*notes, note]], "version": version + 1},
            condition=Attr("version").eq(version) if item else Attr("pk").not_exists(),
        )
        row = audit.row(
            self._audit_table,
            AuditEvent.PERMIT_NOTED,
            now,
            account_id=None,
            subject=("permit note", f"{permit.permit_id}/{note.note_id}"),
            officer=officer,
        )
        try:
            record = idempotency.record(self._table, note.note_id)
            self._tables.transact(written, row, idempotency=record)
        except TransactionCancelled as cancelled:
            if cancelled.failed("idempotency"):
                return self.repeated(permit.permit_id, idempotency) or NOT_FOUND
            raise VersionConflict(permit.permit_id) from None
        return note


def _notes(item: Item | None) -> list[Note]:
    kept = item.get("notes", []) if item else []
    return [Note.model_validate(one) for one in kept] if isinstance(kept, list) else []
