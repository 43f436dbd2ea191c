"""Which officer has a request. An assignment raises the request's version, so that no write of an older state undoes
it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from care.model import QueuedRequest
from care.store.cases import Cases
from care.store.items import request_key
from portal.conditions import Attr
from portal.context import Context
from portal.idempotency import Idempotency
from portal.problems import Refusal
from portal.table import ConditionFailed, Tables, TransactionCancelled, Update, VersionConflict

if TYPE_CHECKING:
    from portal.api import Officer
    from portal.conditions import Condition


class Assignments:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.requests_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._cases = Cases(context)

    @classmethod
    def from_context(cls, context: Context) -> "Assignments":
        return cls(context)

    def save(self, after: QueuedRequest, read: QueuedRequest) -> QueuedRequest:
        """Save who has the request, if it still waits and nobody else has changed that. 1 call.

        Raises: VersionConflict.
        """
        try:
            self._tables.update(self._write(after, read))
        except ConditionFailed:
            raise VersionConflict(read.request_id) from None
        return after

    def repeated(self, idempotency: Idempotency, officer: "Officer") -> QueuedRequest | Refusal | None:
        """The request that this same key took before; None if the key is new. 1 call, 2 if it is not new."""
        named = idempotency.repeated(self._tables.get(self._table, idempotency.key))
        return self._cases.sent(named, officer) if isinstance(named, str) else named

    def take_first(
        self, waiting: Iterable[QueuedRequest], officer: "Officer", idempotency: Idempotency
    ) -> QueuedRequest | Refusal | None:
        """Give the officer the first of these requests that nobody has, and return it; None if others took all. 1 call,
        and 1 more for each that somebody else takes at the same moment.
        """
        for read in waiting:
            mine = read.model_copy(update={"assigned_to": officer.sub})
            record = idempotency.record(self._table, read.request_id)
            try:
                self._tables.transact(request=self._write(mine, read), idempotency=record)
            except TransactionCancelled as cancelled:
                if cancelled.failed("idempotency"):
                    return self.repeated(idempotency, officer)
                continue
            return mine
        # The same call may have been sent twice at once, so that the other one took it.
        return self.repeated(idempotency, officer)

    def _write(self, after: QueuedRequest, read: QueuedRequest) -> Update:
        """The write of `after`'s officer. Its condition fails if the request has left the queue, or if another officer
        has it than in `read`.
        """
        had = Attr("assigned_to")
        as_read: Condition = had.eq(read.assigned_to) if read.assigned_to else had.not_exists()
        return Update(
            self._table,
            request_key(read.request_id),
            set={"assigned_to": after.assigned_to} if after.assigned_to else {},
            remove=[] if after.assigned_to else ["assigned_to"],
            add={"version": 1},
            condition=Attr("queue").exists() & as_read,
        )
