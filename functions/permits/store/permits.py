"""Permits. Each change is one transaction of the permit, the days that it reserves, and its events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from permits.model import Permit
from permits.rules import reservations
from permits.rules.catalogue import catalogue, places_per_property, shortest_months
from permits.rules.reservations import Reservation, Stretch
from permits.rules.transitions import DueKind, Reserved, Transition, Unpaid
from permits.store.items import (
    DUE_SHARDS,
    cover_key,
    forgotten,
    notes_key,
    permit_key,
    permit_writes,
    places_key,
    stretches,
    stretches_write,
    unpaid_cleared,
    unpaid_key,
    unpaid_marked,
)
from portal import audit
from portal.audit import AuditEvent
from portal.clock import to_text
from portal.conditions import Attr, Condition
from portal.context import Context
from portal.idempotency import Idempotency
from portal.london import today
from portal.outbox import announce
from portal.problems import NOT_FOUND, Refusal
from portal.queues import decided_write
from portal.table import Delete, Item, Put, Tables, TransactionCancelled, VersionConflict, Write

if TYPE_CHECKING:
    from portal.api import Officer


@dataclass(frozen=True)
class Reservations:
    """The items that a permit shares with others, as read: its property's places, its vehicle's cover, its account's
    mark of unpaid applications.
    """

    places: Item | None
    cover: Item | None
    unpaid: Item | None


@dataclass(frozen=True)
class Page:
    permits: Sequence[Permit]
    next: str | None


class Permits:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.permits_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Permits":
        return cls(context)

    # ---------------------------------------------------------------------------------------------------------- reading
    def get(self, permit_id: str) -> Permit | Refusal:
        """The permit with this id, or not found. 1 call."""
        item = self._tables.get(self._table, permit_key(permit_id))
        return Permit.model_validate(item) if item else NOT_FOUND

    def owned_by(self, account_id: str, permit_id: str) -> Permit | Refusal:
        """The account's permit with this id; another account's is not found. 1 call."""
        found = self.get(permit_id)
        return found if isinstance(found, Permit) and found.account_id == account_id else NOT_FOUND

    def renewal_of(self, permit: Permit) -> Permit | None:
        """The renewal that was begun last; None if there is none. 1 call, none if none was begun."""
        found = self.get(permit.renewal) if permit.renewal else None
        return found if isinstance(found, Permit) else None

    def of_account(self, account_id: str, after: str | None) -> Page:
        """A page of an account's permits, newest first. `after`: the token of the page, None for the first. 1 call."""
        return self._page("by_account", Attr("account_id").eq(account_id), after, newest_first=True)

    def all_of_account(self, account_id: str) -> Sequence[Permit]:
        """All permits of an account, newest first. 1 call for each page."""
        mine = self._tables.query_all(
            self._table, Attr("account_id").eq(account_id), index="by_account", newest_first=True
        )
        return [Permit.model_validate(item) for item in mine]

    def due(self, kind: DueKind, now: datetime) -> Sequence[Permit]:
        """The permits for which this kind of step comes next and is due: at most 500 from each shard. 2 calls."""
        pages = [
            self._page("by_due", Attr("due").eq(f"{kind}-{shard}") & Attr("due_at").lte(to_text(now)), None, limit=500)
            for shard in range(DUE_SHARDS)
        ]
        return [permit for page in pages for permit in page.permits]

    def places_free(self, uprns: Sequence[tuple[str, str]], now: datetime) -> list[bool]:
        """For each (UPRN, zone), whether a new permit could begin today. 1 call, none without properties."""
        items = self._tables.get_all([(self._table, places_key(uprn)) for uprn, _ in uprns])
        new = reservations.place_for_new_application(today(now), shortest_months(catalogue()))
        return [
            not isinstance(reservations.with_place(stretches(item), new, _most(zone)), Refusal)
            for item, (_, zone) in zip(items, uprns, strict=True)
        ]

    def repeated(self, idempotency: Idempotency) -> Permit | Refusal | None:
        """The permit that this same request changed before; None if the request is new. 1 call, 2 if it is not new."""
        found = self._tables.get(self._table, idempotency.key)
        return self.earlier(idempotency, found) if found else None

    def earlier(self, idempotency: Idempotency, found: Item | None) -> Permit | Refusal:
        """The permit that an idempotency record names. 1 call."""
        permit_id = idempotency.earlier_result(found)
        return permit_id if isinstance(permit_id, Refusal) else self.get(permit_id)

    # ---------------------------------------------------------------------------------------------------------- writing
    def save(self, transition: Transition, read: Permit, now: datetime, *more: Write) -> Permit | Refusal:
        """Save the permit, its reservation and its events, if it is unchanged since it was read; return it. 2 calls, 1
        if neither the reservation nor the account's mark changes.

        `more`: writes for the same transaction, such as an idempotency record or an audit row. A Refusal,
        `no_place_free` or `vehicle_has_permit`, if the days to be reserved are taken. Raises: VersionConflict.
        """
        permit = transition.permit.model_copy(update={"version": read.version + 1})
        shared = self._shared_writes(transition, read, now)
        if isinstance(shared, Refusal):
            return shared
        saved = permit_writes(self._table, read, permit)
        if transition.waited is not None:
            saved.append(decided_write(self._table, transition.waited, now))
        if transition.following is not None:
            saved.extend(self.writes(transition.following.permit, transition.following.read))
        try:
            self._tables.transact(*saved, *shared, *self.event_writes(transition, permit, now), *more)
        except TransactionCancelled:
            raise VersionConflict(read.permit_id) from None
        return permit

    def writes(self, permit: Permit, read: Permit) -> Sequence[Write]:
        """The writes of a permit, which fail if it has changed since it was read; for another permit's transaction."""
        return permit_writes(self._table, read, permit.model_copy(update={"version": read.version + 1}))

    def forget_person(self, kept: Permit, read: Permit, now: datetime) -> Permit:
        """Save what is kept of a permit of a closed account, delete its notes, and free its place and vehicle. 2 calls.

        Raises: VersionConflict.
        """
        permit, shared = kept.model_copy(update={"version": read.version + 1}), self._reservations(read)
        writes = [
            forgotten(self._table, key, item, _others(item, read, now))
            for key, item in ((places_key(read.product.property.uprn), shared.places), (cover_key(read), shared.cover))
            if item is not None
        ]
        try:
            notes = Delete(self._table, notes_key(read.permit_id))
            self._tables.transact(*permit_writes(self._table, read, permit), notes, *writes)
        except TransactionCancelled:
            raise VersionConflict(read.permit_id) from None
        return permit

    def reservation_writes(self, transition: Transition, now: datetime) -> Sequence[Write] | Refusal:
        """The writes that reserve or free the permit's days; a Refusal if they are taken. 1 call."""
        return self._reserve(transition, self._reservations(transition.permit), now)

    def event_writes(self, transition: Transition, permit: Permit, now: datetime) -> list[Write]:
        """The writes of the events in this transition, to be sent to other domains; empty if it has none."""
        about = {"permit_id": permit.permit_id, "reference": permit.reference, "account_id": permit.account_id}
        if permit.auto and permit.auto.agreement and not permit.renewed:
            about["agreement"] = permit.auto.agreement  # once renewed, the renewal has it
        random, told = self._context.randomness, []
        if transition.event is not None:
            known = {"event_id": transition.event_id} if transition.event_id else {}
            told.append(transition.event.new(now, random, **about, **known, payment_id=permit.payment_id))
        change = permit.change(transition.change_id) if transition.change_id else None
        if transition.change_event is not None and change is not None:
            facts = {"payment_id": change.payment_id, "change_id": change.change_id}
            told.append(transition.change_event.new(now, random, **about, **facts))
        return [announce(event, self._table) for event in told]

    def once(self, idempotency: Idempotency, permit_id: str) -> Put:
        """The idempotency record that names this permit as the request's result; for the transaction of the request."""
        return idempotency.record(self._table, permit_id)

    def audited(self, officer: "Officer", what: AuditEvent, permit: Permit, now: datetime) -> Put:
        """The audit row of an officer's act; for the transaction of the act."""
        return audit.row(
            self._settings.audit_table,
            what,
            now,
            account_id=permit.account_id,
            subject=("permit", permit.permit_id),
            officer=officer.sub,
        )

    def note_opening(self, officer: "Officer", permit: Permit, now: datetime) -> None:
        """Puts on record that an officer opens the permit, before it is shown. 1 call."""
        self._tables.put(self.audited(officer, AuditEvent.PERMIT_OPENED, permit, now))

    def note_document(self, officer: "Officer", document_id: str, whose: str, now: datetime) -> None:
        """Puts on record that an officer opens a document, before the link is given. 1 call."""
        table, subject = self._settings.audit_table, ("document", document_id)
        self._tables.put(
            audit.row(table, AuditEvent.DOCUMENT_OPENED, now, account_id=whose, subject=subject, officer=officer.sub)
        )

    # ------------------------------------------------------------------------------------------------------------ parts
    def _reservations(self, permit: Permit) -> Reservations:
        keys = [places_key(permit.product.property.uprn), cover_key(permit), unpaid_key(permit.account_id)]
        return Reservations(*self._tables.get_all([(self._table, key) for key in keys]))

    def _shared_writes(self, transition: Transition, before: Permit, now: datetime) -> Sequence[Write] | Refusal:
        """The writes of the items that the permit shares with others; a Refusal if its days are taken. At most 1 call;
        2 if the permit is for another vehicle or property than `before`. If the permit has ended and its renewal
        changes, those of the renewal.
        """
        renewal = transition.following
        if renewal is not None and renewal.reservation and transition.reservation is Reserved.AS_BEFORE:
            transition, before = Transition(renewal.permit, renewal.reservation), renewal.read
        if transition.reservation is Reserved.AS_BEFORE and transition.unpaid is Unpaid.AS_BEFORE:
            return []
        read = self._reservations(transition.permit)
        reserved = self._reserve(transition, read, now)
        if isinstance(reserved, Refusal):
            return reserved
        left = self._left_writes(transition, before, now)
        return [*reserved, *left, *self._unpaid_writes(transition, read.unpaid)]

    def _left_writes(self, transition: Transition, before: Permit, now: datetime) -> list[Write]:
        """The writes that free what the permit and its renewal reserved for the vehicle or property of `before`, if
        that is another. At most 1 call.
        """
        permit, following = transition.permit, transition.following
        here = {str(key) for key in (places_key(permit.product.property.uprn), cover_key(permit))}
        keys = [key for key in (places_key(before.product.property.uprn), cover_key(before)) if str(key) not in here]
        items = self._tables.get_all([(self._table, key) for key in keys]) if keys else []
        gone = {before.permit_id} | ({following.permit.permit_id} if following else set())
        return [
            stretches_write(self._table, key, item, [one for one in _current(item, now) if one.permit_id not in gone])
            for key, item in zip(keys, items, strict=True)
            if item is not None
        ]

    def _reserve(self, transition: Transition, read: Reservations, now: datetime) -> Sequence[Write] | Refusal:
        permit, reservation = transition.permit, transition.reservation
        if reservation is Reserved.AS_BEFORE:
            return []
        places: list[Stretch] | Refusal = _others(read.places, permit, now)
        covers: list[Stretch] | Refusal = _others(read.cover, permit, now)
        following = transition.following.reservation if transition.following else None
        most = _most(permit.product.property.zone)
        for one in (reservation, following):
            if not isinstance(one, Reservation):
                continue
            places = places if isinstance(places, Refusal) else reservations.with_place(places, one.place, most)
            covers = covers if isinstance(covers, Refusal) else reservations.with_cover(covers, one.cover)
        if isinstance(places, Refusal):
            return places
        if isinstance(covers, Refusal):
            return covers
        return [
            stretches_write(self._table, places_key(permit.product.property.uprn), read.places, places),
            stretches_write(self._table, cover_key(permit), read.cover, covers),
        ]

    def _unpaid_writes(self, transition: Transition, marked: Item | None) -> list[Write]:
        """The write that adds the application to its account's mark or removes it; empty if nothing changes."""
        write: Write | None = None
        if transition.unpaid is Unpaid.WAITING:
            write = unpaid_marked(self._table, transition.permit, marked)
        if transition.unpaid is Unpaid.CLEARED:
            write = unpaid_cleared(self._table, transition.permit, marked)
        return [write] if write else []

    def _page(
        self, index: str, where: Condition, after: str | None, *, newest_first: bool = False, limit: int = 50
    ) -> Page:
        found = self._tables.query(self._table, where, index=index, limit=limit, after=after, newest_first=newest_first)
        return Page([Permit.model_validate(item) for item in found.items], found.next)


def _others(item: Item | None, permit: Permit, now: datetime) -> list[Stretch]:
    """The days that other permits reserve and that are not over."""
    return reservations.without(_current(item, now), permit.permit_id)


def _current(item: Item | None, now: datetime) -> list[Stretch]:
    return reservations.current(stretches(item), today(now))


def _most(zone: str) -> int:
    return places_per_property(catalogue(), zone)
