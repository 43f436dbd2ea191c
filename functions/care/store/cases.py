"""Requests as officers work on them: the queue, who has opened which request, and each step with its audit row."""

from datetime import datetime
from typing import TYPE_CHECKING

from care.model import CareRequest, QueuedRequest, RequestHead, RequestStatus
from care.rules.cases import ALSO_LOOKED_AT, NOT_OPENED, OPENED_FOR, TO_DO, position, to_do
from care.rules.concerns import on_record_of
from care.rules.forms import team_of
from care.store.items import opening_key, request_key, request_write, request_writes
from portal import audit
from portal.audit import AuditEvent
from portal.clock import epoch_seconds, from_text, to_text
from portal.conditions import Attr
from portal.context import Context
from portal.idempotency import Idempotency
from portal.ids import ulid
from portal.problems import NOT_FOUND, Refusal
from portal.queues import decided_write
from portal.table import Item, Put, Tables, TransactionCancelled, Update, VersionConflict
from portal.waits import Waited, queue_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.api import Officer

ON_RECORD = {
    RequestStatus.IN_REVIEW: AuditEvent.REQUEST_TAKEN_UP,
    RequestStatus.INFORMATION_NEEDED: AuditEvent.REQUEST_ASKED,
    RequestStatus.WITH_ASSESSOR: AuditEvent.REQUEST_WITH_ASSESSOR,
    RequestStatus.APPROVED: AuditEvent.REQUEST_ENDED,
    RequestStatus.DECLINED: AuditEvent.REQUEST_ENDED,
    RequestStatus.CLOSED: AuditEvent.REQUEST_ENDED,
}


class Cases:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.requests_table
        self._audit_table = context.settings.audit_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._randomness = context.randomness

    @classmethod
    def from_context(cls, context: Context) -> "Cases":
        return cls(context)

    def new_payment_id(self, now: datetime) -> str:
        return ulid(now, self._randomness)

    def waiting(self, queues: "Iterable[str]", officer: "Officer", now: datetime) -> list[QueuedRequest]:
        """The requests in these queues that belong to the officer's teams, in the order of `position`. 1 call for each
        queue, and 1 more for each further 1 MB, which is about 2,000 requests.
        """
        found = [
            QueuedRequest.model_validate(item)
            for queue in queues
            for item in self._tables.query_all(self._table, Attr("queue").eq(queue), index="by_queue")
        ]
        return sorted((one for one in found if _theirs(one, officer)), key=lambda one: position(one, now))

    def to_do(self, officer: "Officer", now: datetime) -> list[QueuedRequest]:
        """The requests on which the officer's teams have to act, in the same order. 3 calls, 1 more for the team of
        Blue Badges, and those that `waiting` needs for large queues.
        """
        queues = [queue for queue, form_id in ALSO_LOOKED_AT if form_id is None or team_of(form_id) in officer.groups]
        found = self.waiting((*TO_DO, *queues), officer, now)
        return [one for one in found if to_do(one, now)]

    def sent(self, request_id: str, officer: "Officer") -> CareRequest | Refusal:
        """A request that was sent to one of the officer's teams; not found for a draft and for another team's request.
        1 call.
        """
        return _sent(self._tables.get(self._table, request_key(request_id)), officer)

    def opened(self, request_id: str, officer: "Officer", now: datetime) -> CareRequest | Refusal:
        """The request, as `sent` returns it; refused (`not_opened`) unless this officer has opened it. 1 call."""
        keys = request_key(request_id), opening_key(request_id, officer.sub)
        item, opening = self._tables.get_all([(self._table, key) for key in keys])
        found = _sent(item, officer)
        if isinstance(found, CareRequest) and (opening is None or from_text(opening["until"]) <= now):
            return NOT_OPENED
        return found

    def others(self, request: CareRequest, officer: "Officer") -> list[RequestHead]:
        """The other requests that the account has sent to the officer's teams, newest first. 1 call."""
        return [one for one in self.of_account(request.account_id, officer) if one.request_id != request.request_id]

    def of_account(self, account_id: str, officer: "Officer") -> list[RequestHead]:
        """The requests, of the account's newest 50, that were sent to the officer's teams, newest first. 1 call."""
        where = Attr("account_id").eq(account_id)
        found = self._tables.query(self._table, where, index="by_account", limit=50, newest_first=True)
        heads = [RequestHead.model_validate(item) for item in found.items]
        return [one for one in heads if one.submitted_at and _theirs(one, officer)]

    def with_reference(self, reference: str, officer: "Officer") -> list[CareRequest]:
        """The request with that reference, in a list, if it was sent to one of the officer's teams. It is found in
        every status, and after its account was closed. 1 call, 2 if there is one.
        """
        found = self._tables.query(self._table, Attr("pk").eq(f"REFERENCE#{reference}"))
        keys = [(self._table, request_key(str(item["request_id"]))) for item in found.items]
        read = [_sent(item, officer) for item in self._tables.get_all(keys)]
        return [one for one in read if isinstance(one, CareRequest)]

    def note_search(self, officer: "Officer", by: str, now: datetime) -> None:
        """Put on record who searches and by which field, but not for what; to be called before anything is shown. 1
        call.
        """
        what, subject = AuditEvent.REQUESTS_SEARCHED, ("request search", by)
        self._tables.put(audit.row(self._audit_table, what, now, account_id=None, subject=subject, officer=officer.sub))

    def open(self, request: CareRequest, officer: "Officer", reason: str, now: datetime) -> datetime:
        """Open the request for the officer, with an audit row, and return until when it is open. 1 call."""
        until = now + OPENED_FOR
        opening: Item = {
            **opening_key(request.request_id, officer.sub),
            "until": to_text(until),
            "ttl": epoch_seconds(until),
        }
        row = self._row(request, officer, AuditEvent.REQUEST_OPENED, now, reason)
        self._tables.transact(Put(self._table, opening), row)
        return until

    def note_file(self, request: CareRequest, document_id: str, officer: "Officer", now: datetime) -> None:
        """Put on record that an officer opens a file of the request. 1 call."""
        subject = ("request file", f"{request.request_id}/{document_id}")
        row = self._row(request, officer, AuditEvent.REQUEST_FILE_OPENED, now, subject=subject)
        self._tables.put(row)

    def repeated(self, idempotency: Idempotency, officer: "Officer") -> CareRequest | Refusal | None:
        """The request that this same key changed before; None if the key is new. 1 call, 2 if it is not new."""
        named = idempotency.repeated(self._tables.get(self._table, idempotency.key))
        return self.sent(named, officer) if isinstance(named, str) else named

    def change(
        self, after: CareRequest, read: CareRequest, officer: "Officer", idempotency: Idempotency
    ) -> CareRequest | Refusal:
        """Save the request after an officer's step if it is still as it was read, with its events, an audit row and the
        key that asked for it. A key that was used before returns the request as it is now. 1 call, 2 for a key used
        before.

        Raises: VersionConflict.
        """
        saved = after.model_copy(update={"version": read.version + 1})
        try:
            self._tables.transact(
                *request_writes(self._table, read, saved, idempotency.now, self._randomness),
                self._row(read, officer, _on_record(read, saved), idempotency.now),
                *self._counted(read, saved, idempotency.now),
                idempotency=idempotency.record(self._table, read.request_id),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("idempotency"):
                named = idempotency.earlier_result(cancelled.found("idempotency"))
                return named if isinstance(named, Refusal) else self.sent(named, officer)
            raise VersionConflict(read.request_id) from None
        return saved

    def _counted(self, read: CareRequest, saved: CareRequest, now: datetime) -> list[Update]:
        """The write that counts a decision and how long it took, a review from when it was asked for; none if nothing
        was decided.
        """
        since = read.review.asked_at if read.review else read.submitted_at
        if saved.status.waits or not read.status.waits or since is None:
            return []
        return [decided_write(self._table, Waited(queue_of(team_of(read.form_id)), since), now)]

    def prioritise(self, after: CareRequest, read: CareRequest, officer: "Officer", now: datetime) -> CareRequest:
        """Save the request's new priority, with the reason in an audit row. 1 call. Raises: VersionConflict."""
        saved = after.model_copy(update={"version": read.version + 1})
        row = self._row(read, officer, AuditEvent.REQUEST_PRIORITY_SET, now, after.priority_why)
        try:
            self._tables.transact(request_write(self._table, read, saved), row)
        except TransactionCancelled:
            raise VersionConflict(read.request_id) from None
        return saved

    def _row(
        self,
        request: CareRequest,
        officer: "Officer",
        what: AuditEvent,
        now: datetime,
        reason: str | None = None,
        subject: tuple[str, str] | None = None,
    ) -> Put:
        return audit.row(
            self._audit_table,
            what,
            now,
            account_id=on_record_of(request),
            subject=subject or ("request", request.request_id),
            officer=officer.sub,
            reason=reason,
        )


def _on_record(read: CareRequest, saved: CareRequest) -> AuditEvent:
    if saved.order_placed_at and not read.order_placed_at:
        return AuditEvent.REQUEST_ORDER_PLACED
    only_read = len(saved.timeline) == len(read.timeline)
    return AuditEvent.REQUEST_MESSAGE_READ if only_read else ON_RECORD[saved.status]


def _sent(item: Item | None, officer: "Officer") -> CareRequest | Refusal:
    found = CareRequest.model_validate(item) if item else None
    return found if found and found.submitted_at and _theirs(found, officer) else NOT_FOUND


def _theirs(request: RequestHead, officer: "Officer") -> bool:
    return team_of(request.form_id) in officer.groups
