"""Permits: each change is one transaction of the permit, the days that it reserves, and its event."""

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
    """What a permit shares with others, as read: its property's places, its vehicle's cover, its account's mark."""

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
        """1 call."""
        item = self._tables.get(self._table, permit_key(permit_id))
        return Permit.model_validate(item) if item else NOT_FOUND

    def owned_by(self, account_id: str, permit_id: str) -> Permit | Refusal:
        """Somebody else's is not found. 1 call."""
        found = self.get(permit_id)
        return found if isinstance(found, Permit) and found.account_id == account_id else NOT_FOUND

    def renewal_of(self, permit: Permit) -> Permit | None:
        """The renewal that was begun last; None if there is none, or none any more. 1 call, none if none was begun."""
        found = self.get(permit.renewal) if permit.renewal else None
        return found if isinstance(found, Permit) else None

    def of_account(self, account_id: str, after: str | None) -> Page:
        """Newest first. 1 call."""
        return self._page("by_account", Attr("account_id").eq(account_id), after, newest_first=True)

    def all_of_account(self, account_id: str) -> Sequence[Permit]:
        """Every one, newest first. 1 call for each page."""
        mine = self._tables.query_all(
            self._table, Attr("account_id").eq(account_id), index="by_account", newest_first=True
        )
        return [Permit.model_validate(item) for item in mine]

    def due(self, kind: DueKind, now: datetime) -> Sequence[Permit]:
        """The permits of which this is what has to be done next, and by now: 500 of each shard at most. 2 calls."""
        pages = [
            self._page("by_due", Attr("due").eq(f"{kind}-{shard}") & Attr("due_at").lte(to_text(now)), None, limit=500)
            for shard in range(DUE_SHARDS)
        ]
        return [permit for page in pages for permit in page.permits]

    def places_free(self, uprns: Sequence[tuple[str, str]], now: datetime) -> list[bool]:
        """For each (UPRN, zone): whether another permit could begin today. 1 call, none for no properties."""
        items = self._tables.get_all([(self._table, places_key(uprn)) for uprn, _ in uprns])
        new = reservations.place_for_new_application(today(now), shortest_months(catalogue()))
        return [
            not isinstance(reservations.with_place(stretches(item), new, _most(zone)), Refusal)
            for item, (_, zone) in zip(items, uprns, strict=True)
        ]

    def repeated(self, idempotency: Idempotency) -> Permit | Refusal | None:
        """The permit that this same request changed before; None if it is new. 1 call, 2 if it is not."""
        found = self._tables.get(self._table, idempotency.key)
        return self.earlier(idempotency, found) if found else None

    def earlier(self, idempotency: Idempotency, found: Item | None) -> Permit | Refusal:
        """The permit that an idempotency record names. 1 call."""
        permit_id = idempotency.earlier_result(found)
        return permit_id if isinstance(permit_id, Refusal) else self.get(permit_id)

    # ---------------------------------------------------------------------------------------------------------- writing
    def save(self, transition: Transition, read: Permit, now: datetime, *more: Write) -> Permit | Refusal:
        """The permit as decided, if it still is as it was read, with its reservation and its event. 2 calls, 1 for a
        transition that changes neither a reservation nor the account's mark.

        `more`: writes that go into the same transaction (an idempotency record, an audit row). Refused with
        `no_place_free` or `vehicle_has_permit` if the days that it is to reserve are taken. Raises: VersionConflict.
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
        """The writes that put a permit as it is to be, if it still is as it was read; for another's transaction."""
        return permit_writes(self._table, read, permit.model_copy(update={"version": read.version + 1}))

    def forget_person(self, kept: Permit, read: Permit, now: datetime) -> Permit:
        """What is kept of a permit whose holder's account is closed; its place and its vehicle are free. 2 calls.

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
        """The writes by which a permit reserves its days, or frees them, or why it cannot. 1 call."""
        return self._reserve(transition, self._reservations(transition.permit), now)

    def event_writes(self, transition: Transition, permit: Permit, now: datetime) -> list[Write]:
        """The writes that tell the other domains what the transition tells them, if anything."""
        about = {"permit_id": permit.permit_id, "reference": permit.reference, "account_id": permit.account_id}
        if permit.auto and permit.auto.agreement and not permit.renewed:
            about["agreement"] = permit.auto.agreement  # once it is renewed, it is that of the renewal
        random, told = self._context.randomness, []
        if transition.event is not None:
            told.append(transition.event.new(now, random, **about, payment_id=permit.payment_id))
        change = permit.change(transition.change_id) if transition.change_id else None
        if transition.change_event is not None and change is not None:
            facts = {"payment_id": change.payment_id, "change_id": change.change_id}
            told.append(transition.change_event.new(now, random, **about, **facts))
        return [announce(event, self._table) for event in told]

    def once(self, idempotency: Idempotency, permit_id: str) -> Put:
        """The write by which the same request again finds what it did; for the transaction that does it."""
        return idempotency.record(self._table, permit_id)

    def audited(self, officer: "Officer", what: AuditEvent, permit: Permit, now: datetime) -> Put:
        """The write that puts an officer's act on record; for the transaction of the act."""
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
        """What the transition does to the items that its permit shares with others. 1 call, or none; 2 where the
        permit is for another vehicle or property than `before`. Of a permit that is over, its renewal's are changed.
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
        """Frees what a permit, and its renewal with it, reserved `before` of another vehicle or property. 1 call, or
        none.
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
        """The mark names each application that waits: only its own end takes its name away."""
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
    """The days that other permits reserve, without those that are over."""
    return reservations.without(_current(item, now), permit.permit_id)


def _current(item: Item | None, now: datetime) -> list[Stretch]:
    return reservations.current(stretches(item), today(now))


def _most(zone: str) -> int:
    return places_per_property(catalogue(), zone)
