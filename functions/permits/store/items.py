"""What the items of the Permits table look like."""

from collections.abc import Sequence
from zlib import crc32

from permits.model import Permit
from permits.rules.reservations import Stretch
from permits.rules.transitions import next_due
from portal.clock import epoch_seconds, to_text
from portal.conditions import Attr, Condition
from portal.table import Delete, Item, Key, Put, number

DUE_SHARDS = 2


def permit_item(permit: Permit) -> Item:
    """The permit with what puts it into the indexes that it belongs to now."""
    item: dict[str, object] = {**permit_key(permit.permit_id), **permit.model_dump(mode="json", exclude_none=True)}
    if permit.queued_at is not None:
        item |= {"queue": permit.status.value, "zone_queue": f"{permit.status.value}#{permit.product.property.zone}"}
    due = next_due(permit)
    if due is not None:
        shard = crc32(permit.permit_id.encode()) % DUE_SHARDS
        item |= {"due": f"{due.kind}-{shard}", "due_at": to_text(due.at)}
    if permit.kept_until is not None:
        item |= {"ttl": epoch_seconds(permit.kept_until)}
    return item  # type: ignore[return-value]


def permit_key(permit_id: str) -> Key:
    return {"pk": f"PERMIT#{permit_id}", "sk": "PERMIT"}


def places_key(uprn: str) -> Key:
    return {"pk": f"PROPERTY#{uprn}", "sk": "PLACES"}


def cover_key(permit: Permit) -> Key:
    return {"pk": f"VEHICLE#{permit.product.property.zone}#{permit.vrm}", "sk": "COVER"}


def unpaid_key(account_id: str) -> Key:
    return {"pk": f"ACCOUNT#{account_id}", "sk": "UNPAID"}


def unpaid_mark(table: str, permit: Permit) -> Put:
    """The write that names the application which its account has still to pay for; it fails if there is another."""
    item = {**unpaid_key(permit.account_id), "permit_id": permit.permit_id}
    return Put(table, item, condition=Attr("pk").not_exists())


def stretches(item: Item | None) -> list[Stretch]:
    """The reserved days of a property's places or of a vehicle's cover."""
    reserved = item.get("reserved", []) if item else []
    return [Stretch.model_validate(one) for one in reserved] if isinstance(reserved, list) else []


def stretches_write(table: str, key: Key, read: Item | None, reserved: Sequence[Stretch]) -> Put:
    """The reserved days as they are to be, if nobody has changed them since they were read."""
    version = number(read, "version")
    as_read: Condition = Attr("version").eq(version) if read else Attr("pk").not_exists()
    item: Item = {**key, "reserved": [one.model_dump(mode="json") for one in reserved], "version": version + 1}
    return Put(table, item, condition=as_read)


def forgotten(table: str, key: Key, read: Item, reserved: Sequence[Stretch]) -> Put | Delete:
    """The same, but without any reserved days the item goes: its key names a property or a vehicle."""
    if reserved:
        return stretches_write(table, key, read, reserved)
    return Delete(table, key, condition=Attr("version").eq(number(read, "version")))
