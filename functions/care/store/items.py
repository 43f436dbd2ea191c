"""The keys and items of the Requests table, and the writes of a changed request."""

from datetime import date, datetime, timedelta
from zlib import crc32

from care.model import CareRequest, RequestStatus
from care.rules.concerns import is_concern
from care.rules.forms import team_of
from care.rules.granting import to_order
from care.rules.questions import due_at
from care.rules.telling import about, formats, may_ring, news, safe_ways
from care.store.concerns import concern_write
from portal.clock import epoch_seconds, to_text
from portal.conditions import Attr
from portal.ids import Randomness
from portal.outbox import announce
from portal.request_card import RequestKey, card_fields, card_key
from portal.table import Item, Key, Put

DUE_SHARDS = 2
TO_ORDER = "to_order"
"""The queue of approved requests that are still to be ordered from the maker. Other requests are in the queue of their
status.
"""
FORGOTTEN_BY = timedelta(days=14)
"""How long after its end a draft expires in the table, if the job has not deleted it with its files by then."""


def request_key(request_id: str) -> Key:
    return {"pk": f"REQUEST#{request_id}", "sk": "REQUEST"}


def opening_key(request_id: str, officer: str) -> Key:
    """The key of an officer's opening of a request. `officer`: their `sub`."""
    return {"pk": f"REQUEST#{request_id}", "sk": f"OPENING#{officer}"}


def helper_opening_key(request_id: str, helper_id: str, day: date) -> Key:
    """The key of the item that says that a helper's opening of a request on that day is on record."""
    return {"pk": f"REQUEST#{request_id}", "sk": f"HELPER#{helper_id}#{day.isoformat()}"}


def notes_key(request_id: str) -> Key:
    return {"pk": f"REQUEST#{request_id}", "sk": "NOTES"}


def found_key(request: CareRequest) -> Key:
    """The key of the item by which a sent request is found by its reference."""
    return card_key(RequestKey(request.request_id, str(request.reference)))


def release_key(request_id: str) -> Key:
    return {"pk": f"REQUEST#{request_id}", "sk": "RELEASE"}


def request_item(request: CareRequest) -> Item:
    """The stored item: the request, with the attributes of the indexes in which it stands now."""
    item: dict[str, object] = {**request_key(request.request_id), **request.model_dump(mode="json", exclude_none=True)}
    ends = request.expires_at + FORGOTTEN_BY if request.expires_at else request.kept_until
    if ends is not None:
        item["ttl"] = epoch_seconds(ends)
    queue = TO_ORDER if to_order(request) else request.status.value if request.status.waits else None
    since = request.ordered_at or request.submitted_at
    if queue is not None and since is not None:
        first = "0" if request.priority == "urgent" else "1"
        item |= {"team": team_of(request.form_id), "queue": queue, "place": f"{first}#{to_text(since)}"}
    due = due_at(request)
    if due is not None:
        shard = crc32(request.request_id.encode()) % DUE_SHARDS
        item |= {"due": f"chase-{shard}", "due_at": to_text(due)}
    return item  # type: ignore[return-value]


def _found_item(request: CareRequest) -> Item:
    """The item by which a sent request is found by its reference. A bill can be raised about it, unless it is a
    concern, or the account is closed: the item then expires with the request.
    """
    found: Item = {**found_key(request), "request_id": request.request_id}
    if request.kept_until is not None:
        return {**found, "ttl": epoch_seconds(request.kept_until)}
    if is_concern(request):
        return found
    how = card_fields(request.account_id, safe_ways(request), formats(request), may_ring=may_ring(request))
    return {**found, **how}


def request_write(table: str, read: CareRequest | None, request: CareRequest) -> Put:
    """The write of the request, if it is still as it was read; with `read` None, if it does not exist yet."""
    as_read = Attr("version").eq(read.version) if read else Attr("pk").not_exists()
    return Put(table, request_item(request), condition=as_read)


def request_writes(
    table: str, read: CareRequest, request: CareRequest, now: datetime, randomness: Randomness
) -> list[Put]:
    """The writes of a changed request: `request_write`, and the events by which others hear of the change. For a
    submission, or when other channels become safe, also the item by which its reference is found; for a concern, the
    one by which similar concerns are found.
    """
    events = [event.new(now, randomness, **about(request, event)) for event in news(read, request)]
    sent_now = read.status is RequestStatus.DRAFT and request.submitted_at is not None
    found = _found_item(request)
    found_by = [Put(table, found)] if sent_now or (read.submitted_at and found != _found_item(read)) else []
    known_by = [concern_write(table, request)] if sent_now and is_concern(request) else []
    return [request_write(table, read, request), *(announce(event, table) for event in events), *found_by, *known_by]
