"""The items of the Permits table."""

from collections.abc import Sequence
from zlib import crc32

from permits.model import Permit
from permits.rules.cases import Case, cases_of
from permits.rules.finding import SearchKey, found_by
from permits.rules.reservations import Stretch
from permits.rules.transitions import next_due
from portal.clock import epoch_seconds, to_text
from portal.conditions import Attr, Condition
from portal.table import Delete, Item, Key, Put, Update, Write, number

DUE_SHARDS = 2


def permit_item(permit: Permit) -> Item:
    """The permit's item, with the attributes of the indexes that it belongs to now. The queue's indexes hold its cases
    instead.
    """
    item: dict[str, object] = {**permit_key(permit.permit_id), **permit.model_dump(mode="json", exclude_none=True)}
    due = next_due(permit)
    if due is not None:
        shard = crc32(permit.permit_id.encode()) % DUE_SHARDS
        item |= {"due": f"{due.kind}-{shard}", "due_at": to_text(due.at)}
    if permit.kept_until is not None:
        item |= {"ttl": epoch_seconds(permit.kept_until)}
    return item  # type: ignore[return-value]


def permit_writes(table: str, read: Permit | None, permit: Permit) -> list[Write]:
    """The writes of a permit, its cases and its search rows, if it is unchanged since it was read (None: it is new).
    Claims on cases that stay in the queue are kept.
    """
    as_read = Attr("version").eq(read.version) if read else Attr("pk").not_exists()
    return [
        Put(table, permit_item(permit), condition=as_read),
        *_case_writes(table, cases_of(read) if read else [], cases_of(permit)),
        *_row_writes(table, permit.permit_id, found_by(read) if read else [], found_by(permit)),
    ]


def _case_writes(table: str, before: Sequence[Case], after: Sequence[Case]) -> list[Write]:
    known, waiting = {one.case_id: one for one in before}, {one.case_id for one in after}
    gone = [one for one in before if one.case_id not in waiting]
    return [
        *(Delete(table, case_key(one.permit_id, one.case_id)) for one in gone),
        *(_case_update(table, one) for one in after if known.get(one.case_id) != one),
    ]


def _case_update(table: str, case: Case) -> Update:
    facts = case.model_dump(mode="json")
    facts |= {"queue": case.status, "zone_queue": f"{case.status}#{case.zone}"}
    return Update(
        table,
        case_key(case.permit_id, case.case_id),
        set={name: value for name, value in facts.items() if value is not None},
        remove=[name for name, value in facts.items() if value is None],
    )


def _row_writes(table: str, permit_id: str, before: Sequence[SearchKey], after: Sequence[SearchKey]) -> list[Write]:
    return [
        *(Delete(table, row_key(one, permit_id)) for one in before if one not in after),
        *(Put(table, {**row_key(one, permit_id), "permit_id": permit_id}) for one in after if one not in before),
    ]


def row_key(by: SearchKey, permit_id: str) -> Key:
    """The key of the row by which a search finds the permit."""
    return {"pk": by.partition, "sk": f"{by.within}FOUND#{permit_id}"}


def case_key(permit_id: str, case_id: str) -> Key:
    return {"pk": f"PERMIT#{permit_id}", "sk": f"CASE#{case_id}"}


def notes_key(permit_id: str) -> Key:
    return {"pk": f"PERMIT#{permit_id}", "sk": "NOTES"}


def permit_key(permit_id: str) -> Key:
    return {"pk": f"PERMIT#{permit_id}", "sk": "PERMIT"}


def places_key(uprn: str) -> Key:
    return {"pk": f"PROPERTY#{uprn}", "sk": "PLACES"}


def cover_key(permit: Permit) -> Key:
    return {"pk": f"VEHICLE#{permit.product.property.zone}#{permit.vrm}", "sk": "COVER"}


def unpaid_key(account_id: str) -> Key:
    return {"pk": f"ACCOUNT#{account_id}", "sk": "UNPAID"}


def unpaid_mark(table: str, permit: Permit) -> Put:
    """The write that marks this application as its account's unpaid one; it fails if there is a mark already."""
    item: Item = {**unpaid_key(permit.account_id), "permit_ids": [permit.permit_id]}
    return Put(table, item, condition=Attr("pk").not_exists())


def unpaid_marked(table: str, permit: Permit, read: Item | None) -> Put | None:
    """The write that adds a permit to the mark after its payment was lost, when another application may be in it; None
    if the permit is in it already.

    The write fails if the mark has changed since it was read.
    """
    named = _named(read)
    if permit.permit_id in named:
        return None
    return _mark_write(table, permit, read, [*named, permit.permit_id]) if read else unpaid_mark(table, permit)


def unpaid_cleared(table: str, permit: Permit, read: Item | None) -> Put | Delete | None:
    """The write that removes this application alone from the mark; None if it is not in it.

    The write fails if the mark has changed since it was read.
    """
    named = _named(read)
    if read is None or permit.permit_id not in named:
        return None
    others = [one for one in named if one != permit.permit_id]
    if others:
        return _mark_write(table, permit, read, others)
    return Delete(table, unpaid_key(permit.account_id), condition=Attr("permit_ids").eq(read["permit_ids"]))


def _mark_write(table: str, permit: Permit, read: Item, named: Sequence[str]) -> Put:
    item: Item = {**unpaid_key(permit.account_id), "permit_ids": list(named)}
    return Put(table, item, condition=Attr("permit_ids").eq(read["permit_ids"]))


def _named(mark: Item | None) -> list[str]:
    named = mark["permit_ids"] if mark else []
    return [str(one) for one in named] if isinstance(named, list) else []


def stretches(item: Item | None) -> list[Stretch]:
    """The reserved days in an item of a property's places or a vehicle's cover; empty if there is no item."""
    reserved = item.get("reserved", []) if item else []
    return [Stretch.model_validate(one) for one in reserved] if isinstance(reserved, list) else []


def stretches_write(table: str, key: Key, read: Item | None, reserved: Sequence[Stretch]) -> Put:
    """The write of new reserved days, which fails if they have changed since they were read."""
    version = number(read, "version")
    as_read: Condition = Attr("version").eq(version) if read else Attr("pk").not_exists()
    item: Item = {**key, "reserved": [one.model_dump(mode="json") for one in reserved], "version": version + 1}
    return Put(table, item, condition=as_read)


def forgotten(table: str, key: Key, read: Item, reserved: Sequence[Stretch]) -> Put | Delete:
    """As `stretches_write`, but an item without reserved days is deleted: its key names a property or vehicle."""
    if reserved:
        return stretches_write(table, key, read, reserved)
    return Delete(table, key, condition=Attr("version").eq(number(read, "version")))
