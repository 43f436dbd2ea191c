"""Care requests. Each change is one conditional write, or one transaction together with the key that asked for it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from care.model import CareRequest, RequestHead
from care.rules.helping import signed, visible
from care.rules.telling import formats_for_all
from care.rules.versions import carried_over
from care.store.helper_acts import HelperActs
from care.store.items import (
    DUE_SHARDS,
    found_key,
    notes_key,
    release_key,
    request_key,
    request_write,
    request_writes,
)
from portal import audit, evidence
from portal.audit import AuditEvent
from portal.care_hold import closed_for
from portal.clock import epoch_seconds, to_text
from portal.conditions import Attr
from portal.context import Context
from portal.helping import helping_of
from portal.helpings import Helpings
from portal.idempotency import Idempotency
from portal.ids import reference, ulid
from portal.obligations import require_open_account
from portal.people import People
from portal.problems import NOT_FOUND, Refusal
from portal.request_card import CARD_FIELDS
from portal.table import (
    ConditionFailed,
    Delete,
    Item,
    Tables,
    TransactionCancelled,
    Update,
    VersionConflict,
    Write,
)

if TYPE_CHECKING:
    from portal.api import Resident


@dataclass(frozen=True)
class Page:
    requests: Sequence[RequestHead]
    next: str | None


class Requests:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.requests_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._acts = HelperActs(context)

    @classmethod
    def from_context(cls, context: Context) -> "Requests":
        return cls(context)

    @property
    def draft_lifetime(self) -> timedelta:
        """How long a draft is kept after it was last saved."""
        return self._settings.draft_lifetime

    @property
    def most_drafts(self) -> int:
        """How many drafts one account may have."""
        return self._settings.drafts_per_account

    def new_id(self, now: datetime) -> str:
        return ulid(now, self._context.randomness)

    def naming(self, now: datetime) -> Callable[[], str]:
        """A function that gives a new id each time, for the items of a repeat."""
        return lambda: self.new_id(now)

    def new_reference(self) -> str:
        return reference(self._context.randomness)

    # ---------------------------------------------------------------------------------------------------------- reading
    def get(self, request_id: str) -> CareRequest | Refusal:
        """The request, or the refusal `not_found`. A draft of a retired version is carried over to the newest. 1
        call.
        """
        item = self._tables.get(self._table, request_key(request_id))
        return carried_over(CareRequest.model_validate(item)) if item else NOT_FOUND

    def owned_by(self, caller: "Resident", request_id: str, now: datetime) -> CareRequest | Refusal:
        """The caller's request. That a helper reads it is put on record. Refused: `not_found` for somebody else's
        request, a draft that has run out, and what a helper may not see; `care_closed` while the session's care records
        are closed. 1 call, 2 for a helper.
        """
        closed = closed_for(caller)
        if closed is not None:
            return closed
        found = self.get(request_id)
        if not isinstance(found, CareRequest) or found.account_id != caller.account_id or found.expired(now):
            return NOT_FOUND
        if not visible(found, helping_of(caller)):
            return NOT_FOUND
        self._acts.note_opening(request_id, caller, now)
        return found

    def in_whose_name(self, caller: "Resident", acting_for: str | None, now: datetime) -> "Resident | Refusal":
        """The caller, acting for somebody else if `acting_for` is given (`Helpings.acting`); the other methods take
        this caller. 1 call, none without `acting_for`.
        """
        return Helpings(self._context).acting(caller, acting_for, now)

    def of_account(self, caller: "Resident", after: str | None, now: datetime) -> Page | Refusal:
        """A page of the caller's requests, newest first, without drafts that have run out and what a helper may not
        see. Refused as in `owned_by`. 1 call. Raises: WrongPage.
        """
        closed = closed_for(caller)
        if closed is not None:
            return closed
        where = Attr("account_id").eq(caller.account_id)
        found = self._tables.query(self._table, where, index="by_account", limit=50, after=after, newest_first=True)
        heads = [RequestHead.model_validate(item) for item in found.items]
        mine = [one for one in heads if not one.expired(now) and visible(one, helping_of(caller))]
        return Page(mine, found.next)

    def all_of_account(self, account_id: str) -> list[CareRequest]:
        """All requests of the account, drafts included. 1 call for each page and 1 for each request."""
        mine = self._tables.query_all(self._table, Attr("account_id").eq(account_id), index="by_account")
        read = [self.get(RequestHead.model_validate(item).request_id) for item in mine]
        return [one for one in read if isinstance(one, CareRequest)]

    def due(self, now: datetime) -> list[str]:
        """The ids of the requests about which something is due by now, at most one page for each shard. 2 calls."""
        until = Attr("due_at").lte(to_text(now))
        found = [
            self._tables.query(self._table, Attr("due").eq(f"chase-{shard}") & until, index="by_due").items
            for shard in range(DUE_SHARDS)
        ]
        return [str(item["pk"]).removeprefix("REQUEST#") for items in found for item in items]

    def repeated(self, caller: "Resident", idempotency: Idempotency) -> CareRequest | Refusal | None:
        """The request that this same key started or changed before; None if the key is new. 1 call, 2 if it is not
        new.
        """
        found = self._tables.get(self._table, idempotency.key)
        named = idempotency.repeated(found)
        return self.owned_by(caller, named, idempotency.now) if isinstance(named, str) else named

    # ---------------------------------------------------------------------------------------------------------- writing
    def start(
        self, new: CareRequest, kinds: Sequence[str], caller: "Resident", idempotency: Idempotency
    ) -> CareRequest | Refusal:
        """Save a new draft, with the kinds of files that can be sent for it, and return it. A key that was used before
        returns the draft of that time. Refused if the account has been closed. 1 call, 2 for a key used before.

        Raises: VersionConflict.
        """
        settings = self._settings
        try:
            self._tables.transact(
                request_write(self._table, None, new),
                *self._acts.rows(new.request_id, caller, "begun", idempotency.now),
                evidence.needed(settings.evidence_table, "request", new.request_id, new.account_id, kinds),
                account=require_open_account(settings.accounts_table, new.account_id),
                idempotency=idempotency.record(self._table, new.request_id),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("idempotency"):
                return self._earlier(caller, idempotency, cancelled.found("idempotency"))
            if cancelled.failed("account"):
                return Refusal("sign_in_required", "This account has been closed, so nothing was started.")
            raise VersionConflict(new.request_id) from None
        return new

    def save(self, after: CareRequest, read: CareRequest) -> CareRequest:
        """Save the request if it is still as it was read, and return it with its new version. Nothing is written if
        nothing changed. At most 1 call.

        Raises: VersionConflict.
        """
        if after == read:
            return read
        saved = after.model_copy(update={"version": read.version + 1})
        try:
            self._tables.put(request_write(self._table, read, saved))
        except ConditionFailed:
            raise VersionConflict(read.request_id) from None
        return saved

    def submit(
        self, after: CareRequest, read: CareRequest, caller: "Resident", idempotency: Idempotency
    ) -> CareRequest | Refusal:
        """Save the submitted request as `change` does. Formats that its owner asks for in all that we write to them are
        added to those in their profile in the same transaction. 1 call, 1 more if there are formats, 1 more for a key
        used before.

        Raises: VersionConflict.
        """
        account_id, now = read.account_id, idempotency.now
        wanted = formats_for_all(after, helping_of(caller))
        added = People.from_context(self._context).formats_added(account_id, wanted, now) if wanted else None
        noted: tuple[Write, ...] = ()
        if added:
            noted = added, audit.row(self._settings.audit_table, AuditEvent.PROFILE_CHANGED, now, account_id=account_id)
        return self.change(after, read, caller, idempotency, *noted)

    def change(
        self, after: CareRequest, read: CareRequest, caller: "Resident", idempotency: Idempotency, *more: Write
    ) -> CareRequest | Refusal:
        """Save the request, as `save` does, together with its events and the key that asked for it. A key that was used
        before returns the request as it is now. `more`: further writes for the same transaction. 1 call, 2 for a key
        used before.

        Raises: VersionConflict.
        """
        saved = signed(after, read, helping_of(caller)).model_copy(update={"version": read.version + 1})
        did = saved.timeline[-1].what if saved.timeline else saved.status.value
        try:
            self._tables.transact(
                *request_writes(self._table, read, saved, idempotency.now, self._context.randomness),
                *self._acts.rows(read.request_id, caller, did, idempotency.now),
                *more,
                idempotency=idempotency.record(self._table, read.request_id),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("idempotency"):
                return self._earlier(caller, idempotency, cancelled.found("idempotency"))
            raise VersionConflict(read.request_id) from None
        return saved

    def tell(self, after: CareRequest, read: CareRequest, now: datetime) -> None:
        """Save the request, as `save` does, together with its events. 1 call. Raises: VersionConflict."""
        saved = after.model_copy(update={"version": read.version + 1})
        try:
            self._tables.transact(*request_writes(self._table, read, saved, now, self._context.randomness))
        except TransactionCancelled:
            raise VersionConflict(read.request_id) from None

    def keep(self, after: CareRequest, read: CareRequest) -> None:
        """Save a request whose account was closed. The notes on it, and the item by which its reference is found,
        expire when the request does, and no bill can be raised about it; a copy that was asked for is no longer waited
        for. 4 calls.

        Raises: VersionConflict.
        """
        self.save(after, read)
        if after.kept_until is None:
            return
        ends, gone = {"ttl": epoch_seconds(after.kept_until)}, CARD_FIELDS
        for beside in (notes_key(read.request_id), found_key(read)):
            with suppress(ConditionFailed):  # there may be none
                self._tables.update(Update(self._table, beside, set=ends, remove=gone, condition=Attr("pk").exists()))
        self._tables.delete(Delete(self._table, release_key(read.request_id)))

    def discard(self, draft: CareRequest) -> None:
        """Delete the draft if it is still as it was read, or is gone already. 1 call.

        Raises: VersionConflict.
        """
        as_read = Attr("version").eq(draft.version) | Attr("pk").not_exists()
        try:
            self._tables.delete(Delete(self._table, request_key(draft.request_id), condition=as_read))
        except ConditionFailed:
            raise VersionConflict(draft.request_id) from None

    def _earlier(self, caller: "Resident", idempotency: Idempotency, found: Item | None) -> CareRequest | Refusal:
        named = idempotency.earlier_result(found)
        return named if isinstance(named, Refusal) else self.owned_by(caller, named, idempotency.now)
