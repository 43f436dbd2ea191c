"""Deleting documents before their subject is deleted: those that a person removes, and those that no answer names any
more.

A document goes from the table first, so that nobody is shown one whose file is gone. The same transaction notes where
its file is. The file is deleted at once, and an hour later again by a job (`functions/care/chase_requests.py`): the
removal may have broken off, or a scan may have kept the file at the same moment.

| access | key (Evidence table) |
|---|---|
| files of removed documents, for the job to delete | `pk` = `REMOVED`, `sk` = `<kind>#<id>#<document id>` |
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from portal.accepted import accepted_key
from portal.clock import to_text
from portal.conditions import Attr
from portal.context import Context
from portal.document import Document, DocumentState
from portal.evidence import document_key, needed_key
from portal.table import Delete, Item, Key, Put, Tables, TransactionCancelled, Update

REMOVED = "REMOVED"
CERTAIN_AFTER = timedelta(hours=1)
"""How long after its removal no scan can still be at work on a document."""


class Removed(NamedTuple):
    """A removed document. `name`: the sort key of the note about it. `files`: the places of its file in S3."""

    name: str
    files: Sequence[str]


class Removals:
    """Deletes documents of one domain's subjects. The domain itself decides who may do it."""

    def __init__(self, context: Context) -> None:
        self._s3 = context.aws.s3
        self._settings = context.settings
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Removals":
        return cls(context)

    def keep_only(
        self, for_kind: str, for_id: str, ids: Collection[str], states: Sequence[DocumentState], now: datetime
    ) -> bool:
        """Delete all documents in `states` whose ids are not in `ids`. Returns whether any were deleted. 4 calls for
        each.
        """
        gone = [file.document_id for state in states for file in state.files if file.document_id not in ids]
        for document_id in gone:
            self.remove(for_kind, for_id, document_id, now)
        return bool(gone)

    def remove(self, for_kind: str, for_id: str, document_id: str, now: datetime) -> None:
        """Delete one document, if it is still there, and its file, and make room for another. 4 calls; 2 for a document
        that was copied from another subject, whose file stays with the original.

        If a scan changes the document meanwhile, the whole removal is tried again. A removed document cannot be used
        again, if it was accepted.
        """
        table, key = self._settings.evidence_table, document_key(for_kind, for_id, document_id)
        item = self._tables.get(table, key)
        if item is None:
            return
        document = Document.model_validate(item)
        files = (document.upload_key, document.kept_key) if document.stored_as is None else ()
        room = Update(table, needed_key(for_kind, for_id), add={"files": -1}, condition=Attr("pk").exists())
        as_read = Attr("status").eq(document.status.value)
        accepted = Delete(table, accepted_key(document.account_id, document_id))
        noted: Item = {**_removed_key(for_kind, for_id, document_id), "files": list(files), "removed_at": to_text(now)}
        try:
            self._tables.transact(
                room, accepted, *([Put(table, noted)] if files else []), document=Delete(table, key, condition=as_read)
            )
        except TransactionCancelled as cancelled:
            if not cancelled.failed("document"):
                raise
            self.remove(for_kind, for_id, document_id, now)
        else:
            self._delete_files(files)

    def finish(self, for_kind: str, for_id: str, document_id: str) -> bool:
        """Delete the file of a document that was removed within the last hour or two, in case that broke off. Returns
        whether there was one. 1 call, 3 if there was.
        """
        removed = self._tables.get(self._settings.evidence_table, _removed_key(for_kind, for_id, document_id))
        if removed is not None:
            self._delete_files(_files(removed))
        return removed is not None

    def due(self, now: datetime) -> list[Removed]:
        """The documents that were removed more than an hour ago, whose files are to be deleted once more. 1 call."""
        table, until = self._settings.evidence_table, to_text(now - CERTAIN_AFTER)
        noted = self._tables.query_all(table, Attr("pk").eq(REMOVED))
        return [Removed(str(item["sk"]), _files(item)) for item in noted if str(item["removed_at"]) <= until]

    def finished(self, removed: Removed) -> bool:
        """Delete the files of a removed document, and the note that says where they are; return True. 3 calls."""
        self._delete_files(removed.files)
        self._tables.delete(Delete(self._settings.evidence_table, {"pk": REMOVED, "sk": removed.name}))
        return True

    def _delete_files(self, places: Iterable[str]) -> None:
        for place in places:
            self._s3.delete_object(Bucket=self._settings.evidence_bucket, Key=place)


def _removed_key(for_kind: str, for_id: str, document_id: str) -> Key:
    return {"pk": REMOVED, "sk": f"{for_kind}#{for_id}#{document_id}"}


def _files(removed: Item) -> list[str]:
    places = removed["files"]
    return [str(place) for place in places] if isinstance(places, list) else []
