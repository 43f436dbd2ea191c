"""Copies of requests that their senders asked for: one item beside the request, in a queue until an officer has
decided.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from care.model import CareRequest, Release
from care.rules.forms import team_of
from care.rules.releases import asked
from care.rules.telling import about
from care.store.items import release_key
from portal import audit
from portal.audit import AuditEvent
from portal.clock import to_text
from portal.conditions import Attr
from portal.context import Context
from portal.events.care import RequestCopyChecked
from portal.outbox import announce
from portal.table import ConditionFailed, Item, Put, Tables, TransactionCancelled, VersionConflict

if TYPE_CHECKING:
    from portal.api import Officer

QUEUE = "copy_asked"
"""The queue of copies in the index `by_queue`; most other queues are statuses of requests."""


class Releases:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.requests_table
        self._audit_table = context.settings.audit_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._randomness = context.randomness

    @classmethod
    def from_context(cls, context: Context) -> "Releases":
        return cls(context)

    def of(self, request_id: str) -> Release | None:
        """The copy of the request, with the decision about it; None if nobody has asked for one. 1 call."""
        item = self._tables.get(self._table, release_key(request_id))
        return Release.model_validate(item) if item else None

    def waiting(self, officer: "Officer") -> list[Release]:
        """The copies that the officer's teams have to check, the longest wait first. 1 call for each 1 MB."""
        found = self._tables.query_all(self._table, Attr("queue").eq(QUEUE), index="by_queue")
        waiting = [Release.model_validate({**item, "asked_at": str(item["place"]).partition("#")[0]}) for item in found]
        return [one for one in waiting if team_of(one.form_id) in officer.groups]

    def ask(self, request: CareRequest, now: datetime) -> Release | None:
        """The copy of the request, with the decision about it. If none is there and one is needed, an officer is asked.
        None if no copy has to be checked. 1 call, 2 if an officer is asked.

        Raises: VersionConflict.
        """
        read = self.of(request.request_id)
        wanted = asked(request, read, now)
        if wanted is None:
            return read
        try:
            self._tables.put(self._put(wanted, read))
        except ConditionFailed:
            raise VersionConflict(request.request_id) from None
        return wanted

    def decide(self, after: Release, read: Release, request: CareRequest, officer: "Officer", now: datetime) -> None:
        """Save the officer's decision, with an audit row and the event by which the sender hears of it. 1 call, none if
        the decision is the one that was saved before.

        Raises: VersionConflict.
        """
        if after == read:
            return
        row = audit.row(
            self._audit_table,
            AuditEvent.REQUEST_COPY_CHECKED,
            now,
            account_id=request.account_id,
            subject=("request", request.request_id),
            officer=officer.sub,
            reason=after.words,
        )
        event = RequestCopyChecked.new(now, self._randomness, **about(request, RequestCopyChecked))
        try:
            self._tables.transact(self._put(after, read), row, announce(event, self._table))
        except TransactionCancelled:
            raise VersionConflict(request.request_id) from None

    def _put(self, release: Release, read: Release | None) -> Put:
        item: Item = {**release_key(release.request_id), **release.model_dump(mode="json", exclude_none=True)}
        if release.status == "asked":
            item = {**item, "queue": QUEUE, "place": f"{to_text(release.asked_at)}#{release.request_id}"}
        same = Attr("status").eq(read.status) & Attr("asked_at").eq(to_text(read.asked_at)) if read else None
        return Put(self._table, item, condition=same if same is not None else Attr("pk").not_exists())
