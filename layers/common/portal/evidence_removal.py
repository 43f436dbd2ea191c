"""Deleting documents before their subject is deleted: those that a person removes, and those that no answer names any
more.
"""

from collections.abc import Collection, Sequence

from portal.accepted import accepted_key
from portal.conditions import Attr
from portal.context import Context
from portal.document import Document, DocumentState
from portal.evidence import document_key, needed_key
from portal.table import Delete, Tables, TransactionCancelled, Update


class Removals:
    """Deletes documents of one domain's subjects. The domain itself decides who may do it."""

    def __init__(self, context: Context) -> None:
        self._s3 = context.aws.s3
        self._settings = context.settings
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Removals":
        return cls(context)

    def keep_only(self, for_kind: str, for_id: str, ids: Collection[str], states: Sequence[DocumentState]) -> bool:
        """Delete all documents in `states` whose ids are not in `ids`. Returns whether any were deleted. 4 calls for
        each.
        """
        gone = [file.document_id for state in states for file in state.files if file.document_id not in ids]
        for document_id in gone:
            self.remove(for_kind, for_id, document_id)
        return bool(gone)

    def remove(self, for_kind: str, for_id: str, document_id: str) -> None:
        """Delete one document and its file, if it is still there, and make room for another. 4 calls; 2 for a document
        that was copied from another subject, whose file stays with the original.

        The file is deleted first, so that it is gone even if a later step fails. If a scan changes the document
        meanwhile, the whole removal is tried again. A removed document cannot be used again, if it was accepted.
        """
        table, key = self._settings.evidence_table, document_key(for_kind, for_id, document_id)
        item = self._tables.get(table, key)
        if item is None:
            return
        document = Document.model_validate(item)
        for place in (document.upload_key, document.kept_key) if document.stored_as is None else ():
            self._s3.delete_object(Bucket=self._settings.evidence_bucket, Key=place)
        room = Update(table, needed_key(for_kind, for_id), add={"files": -1}, condition=Attr("pk").exists())
        as_read = Attr("status").eq(document.status.value)
        accepted = Delete(table, accepted_key(document.account_id, document_id))
        try:
            self._tables.transact(room, accepted, document=Delete(table, key, condition=as_read))
        except TransactionCancelled as cancelled:
            if not cancelled.failed("document"):
                raise
            self.remove(for_kind, for_id, document_id)
