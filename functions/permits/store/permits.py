"""Permits: each change is one transaction of the permit, the places and covers it holds, and its event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal
from zlib import crc32

from permits.model import Permit, QueueStatus, Status
from permits.rules import places
from permits.rules.catalogue import catalogue, places_per_property, shortest_months
from permits.rules.life import Step
from portal import audit, charges, evidence
from portal.audit import AuditEvent
from portal.clock import epoch_seconds, to_text
from portal.conditions import Attr, Condition
from portal.context import Context
from portal.events import Event
from portal.idempotency import Idempotency
from portal.ids import ulid
from portal.limits import Counter, Limit
from portal.london import today
from portal.obligations import open_account
from portal.outbox import announce
from portal.problems import NOT_FOUND, Refusal
from portal.table import Delete, Item, Key, Put, Tables, TransactionCancelled, Write, number

if TYPE_CHECKING:
    from portal.api import Officer

SHARDS = 2
type Due = Literal["lapse", "capture"]
CHANGED = Refusal("try_again", "This was changed by somebody else just now. Look at it and try again.", retry_after=1)


@dataclass(frozen=True)
class Around:
    """What a permit shares with others, as read: the places of its property, the covers of its vehicle."""

    places: Item | None
    cover: Item | None


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
        item = self._tables.get(self._table, _key(permit_id))
        return Permit.model_validate(item) if item else NOT_FOUND

    def owned_by(self, account_id: str, permit_id: str) -> Permit | Refusal:
        """Somebody else's is not found. 1 call."""
        found = self.get(permit_id)
        return found if isinstance(found, Permit) and found.account_id == account_id else NOT_FOUND

    def of_account(self, account_id: str, after: str | None) -> Page:
        """Newest first. 1 call."""
        return self._page("by_account", Attr("account_id").eq(account_id), after, newest_first=True)

    def all_of_account(self, account_id: str) -> Sequence[Permit]:
        """Every one, newest first. 1 call for each page."""
        mine = self._tables.query_all(
            self._table, Attr("account_id").eq(account_id), index="by_account", newest_first=True
        )
        return [Permit.model_validate(item) for item in mine]

    def queue(self, status: QueueStatus, zone: str | None, after: str | None) -> Page:
        """What waits for an officer, oldest first. 1 call."""
        if zone is None:
            return self._page("by_queue", Attr("queue").eq(status), after)
        return self._page("by_zone_queue", Attr("zone_queue").eq(f"{status}#{zone}"), after)

    def due(self, what: Due, now: datetime) -> Sequence[Permit]:
        """What is to lapse or to be captured by now, a page per shard. 2 calls, whatever the table holds."""
        pages = [
            self._page("by_due", Attr("due").eq(f"{what}-{n}") & Attr("due_at").lte(to_text(now)), None)
            for n in range(SHARDS)
        ]
        return [permit for page in pages for permit in page.permits]

    def places_free(self, uprns: Sequence[tuple[str, str]], now: datetime) -> list[bool]:
        """For each (UPRN, zone): whether another permit could begin today. 1 call."""
        items = self._tables.get_all([(self._table, _places_key(uprn)) for uprn, _ in uprns])
        day = today(now)
        probe = places.shortest_from(day, shortest_months(catalogue()))
        return [
            not isinstance(places.with_place(_held(item), probe, _most(zone)), Refusal)
            for item, (_, zone) in zip(items, uprns, strict=True)
        ]

    # ---------------------------------------------------------------------------------------------------------- writing
    def apply(
        self, step: Step, charge: charges.Charge | None, idempotency: Idempotency, now: datetime
    ) -> Permit | Refusal:
        """The application with its place, its cover, its charge and the documents it needs: all or nothing. 3 calls.

        The same request again gives the same permit. How many may be made in a day is limited: a refusal tells that a
        vehicle has a permit in this zone.
        """
        permit = step.permit
        limit = Limit("applications", self._settings.applications_per_account, timedelta(days=1))
        counter = Counter.of(self._settings.codes_table, limit, permit.account_id, self._context.pepper, now)
        if not counter.take(self._tables):
            words = "You have made many applications today. Try again tomorrow, or call us."
            return Refusal("too_many_applications", words, retry_after=counter.retry_after(now))
        shared = self._shared_writes(step, self._around(permit), now)
        if isinstance(shared, Refusal):
            return self._same_request(idempotency, shared)
        unpaid = Put(
            self._table,
            {**_unpaid_key(permit.account_id), "permit_id": permit.permit_id},
            condition=Attr("pk").not_exists(),
        )
        writes: list[Write] = [
            Put(self._table, _item(permit), condition=Attr("pk").not_exists()),
            evidence.needed(
                self._settings.evidence_table, "permit", permit.permit_id, permit.account_id, permit.documents
            ),
            *shared,
        ]
        if charge is not None:
            writes.append(charges.due(charge, self._settings.payments_table, now))
        try:
            self._tables.transact(
                *writes,
                idempotency=idempotency.record(self._table, permit.permit_id),
                unpaid=unpaid,
                account=open_account(self._settings.accounts_table, permit.account_id),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("idempotency"):
                return self._earlier(idempotency, cancelled.found("idempotency"))
            if cancelled.failed("unpaid"):
                return Refusal("unpaid_application", "Finish or withdraw your other application first.")
            if cancelled.failed("account"):
                return Refusal("sign_in_required", "This account has been closed, so nothing was applied for.")
            return CHANGED
        return permit

    def save(self, step: Step, read: Permit, now: datetime, *more: Write) -> Permit | Refusal:
        """The step, if the permit is still as it was read. 2 calls (1 if its days stay as they are).

        Refused with `try_again` if it is not, with `no_place_free` or `vehicle_has_permit` if its new days are taken.

        `more` goes into the same transaction: an idempotency record, an audit row.
        """
        permit = step.permit.model_copy(update={"version": read.version + 1})
        shared = self._shared_writes(step, self._around(permit), now) if _days_change(step, read) else []
        if isinstance(shared, Refusal):
            return shared
        writes: list[Write] = [
            Put(self._table, _item(permit), condition=Attr("version").eq(read.version)),
            *shared,
            *more,
        ]
        if read.lapses_at is not None and permit.lapses_at is None:
            writes.append(Delete(self._table, _unpaid_key(permit.account_id)))
        if step.says is not None:
            writes.append(announce(self._event(step.says, permit, now), self._table))
        try:
            self._tables.transact(*writes)
        except TransactionCancelled:
            return CHANGED
        return permit

    def forget_person(self, kept: Permit, read: Permit, now: datetime) -> Permit | Refusal:
        """What is kept of a permit whose holder has left, if it is still as read; its place is free, and the vehicle is
        forgotten with its last cover. 2 calls.
        """
        day = today(now)
        around = self._around(read)
        after = kept.model_copy(update={"version": read.version + 1})
        writes: list[Write] = [Put(self._table, _item(after), condition=Attr("version").eq(read.version))]
        for key, item in ((_places_key(read.wanted.property.uprn), around.places), (_cover_key(read), around.cover)):
            others = places.without(places.current(_held(item), day), read.permit_id)
            if item is not None and others:
                writes.append(self._held_write(key, item, others))
            elif item is not None:
                writes.append(Delete(self._table, key, condition=Attr("version").eq(number(item, "version"))))
        try:
            self._tables.transact(*writes)
        except TransactionCancelled:
            return CHANGED
        return after

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
        """On record before anything is shown. 1 call."""
        self._tables.put(self.audited(officer, AuditEvent.PERMIT_OPENED, permit, now))

    def note_document(self, officer: "Officer", document_id: str, whose: str, now: datetime) -> None:
        """On record before the link is given. 1 call."""
        table, subject = self._settings.audit_table, ("document", document_id)
        self._tables.put(
            audit.row(table, AuditEvent.DOCUMENT_OPENED, now, account_id=whose, subject=subject, officer=officer.sub)
        )

    def repeated(self, idempotency: Idempotency) -> Permit | Refusal | None:
        """The permit that this same request changed before; None if it is new. 1 call, 2 if it is not."""
        found = self._tables.get(self._table, idempotency.key)
        return self._earlier(idempotency, found) if found else None

    # ------------------------------------------------------------------------------------------------------------ parts
    def _around(self, permit: Permit) -> Around:
        keys = [_places_key(permit.wanted.property.uprn), _cover_key(permit)]
        found = self._tables.get_all([(self._table, key) for key in keys])
        return Around(*found)

    def _shared_writes(self, step: Step, around: Around, now: datetime) -> list[Write] | Refusal:
        """The property's places and the vehicle's covers with this step in them, each under the version as read."""
        permit, day = step.permit, today(now)
        held = places.current(_held(around.places), day)
        covers = places.current(_held(around.cover), day)
        if step.holds is None:
            new_places: list[places.Held] | Refusal = places.without(held, permit.permit_id)
            new_covers: list[places.Held] | Refusal = places.without(covers, permit.permit_id)
        else:
            new_places = places.with_place(held, step.holds, _most(permit.wanted.property.zone))
            new_covers = places.with_cover(covers, step.holds)
        if isinstance(new_places, Refusal):
            return new_places
        if isinstance(new_covers, Refusal):
            return new_covers
        return [
            self._held_write(_places_key(permit.wanted.property.uprn), around.places, new_places),
            self._held_write(_cover_key(permit), around.cover, new_covers),
        ]

    def _held_write(self, key: Key, read: Item | None, held: Sequence[places.Held]) -> Put:
        version = number(read, "version")
        as_read: Condition = Attr("version").eq(version) if read else Attr("pk").not_exists()
        item: Item = {**key, "held": [one.model_dump(mode="json") for one in held], "version": version + 1}
        return Put(self._table, item, condition=as_read)

    def _event(self, kind: type[Event], permit: Permit, now: datetime) -> Event:
        return kind.model_validate(
            {
                "event_id": ulid(now, self._context.randomness),
                "at": now,
                "permit_id": permit.permit_id,
                "reference": permit.reference,
                "account_id": permit.account_id,
                "payment_id": permit.payment_id,
            }
        )

    def _same_request(self, idempotency: Idempotency, otherwise: Refusal) -> Permit | Refusal:
        """A repeated request meets the place that it took itself: then the answer is the permit it made. 1 call."""
        return self.repeated(idempotency) or otherwise

    def _earlier(self, idempotency: Idempotency, found: Item | None) -> Permit | Refusal:
        permit_id = idempotency.earlier_result(found)
        return permit_id if isinstance(permit_id, Refusal) else self.get(permit_id)

    def _page(self, index: str, where: Condition, after: str | None, *, newest_first: bool = False) -> Page:
        found = self._tables.query(self._table, where, index=index, limit=50, after=after, newest_first=newest_first)
        return Page([Permit.model_validate(item) for item in found.items], found.next)


def _most(zone: str) -> int:
    return places_per_property(catalogue(), zone)


def _days_change(step: Step, read: Permit) -> bool:
    """Whether the permit frees its place, takes it back, or is given its final days."""
    if step.holds is None:
        return read.status not in {Status.LAPSED, Status.REJECTED, Status.WITHDRAWN}
    return read.status is Status.LAPSED or (
        read.status is Status.IN_REVIEW and step.permit.status in {Status.APPROVED, Status.ACTIVE}
    )


def _held(item: Item | None) -> list[places.Held]:
    held = item.get("held", []) if item else []
    return [places.Held.model_validate(one) for one in held] if isinstance(held, list) else []


def _item(permit: Permit) -> Item:
    """The permit with what puts it into the indexes that it belongs to now."""
    item: dict[str, object] = {**_key(permit.permit_id), **permit.model_dump(mode="json", exclude_none=True)}
    if permit.queued_at is not None:
        item |= {"queue": permit.status.value, "zone_queue": f"{permit.status.value}#{permit.wanted.property.zone}"}
    shard = crc32(permit.permit_id.encode()) % SHARDS
    if permit.lapses_at is not None:
        item |= {"due": f"lapse-{shard}", "due_at": to_text(permit.lapses_at)}
    elif permit.capture_at is not None:
        item |= {"due": f"capture-{shard}", "due_at": to_text(permit.capture_at)}
    if permit.kept_until is not None:
        item |= {"ttl": epoch_seconds(permit.kept_until)}
    return item  # type: ignore[return-value]


def _key(permit_id: str) -> Key:
    return {"pk": f"PERMIT#{permit_id}", "sk": "PERMIT"}


def _places_key(uprn: str) -> Key:
    return {"pk": f"PROPERTY#{uprn}", "sk": "PLACES"}


def _cover_key(permit: Permit) -> Key:
    return {"pk": f"VEHICLE#{permit.wanted.property.zone}#{permit.vrm}", "sk": "COVER"}


def _unpaid_key(account_id: str) -> Key:
    return {"pk": f"ACCOUNT#{account_id}", "sk": "UNPAID"}
