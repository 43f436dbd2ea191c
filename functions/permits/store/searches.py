"""Searches for permits of every status, by reference, vehicle, property or similar registration. Each uses a key."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from permits.model import Permit
from permits.rules.finding import SearchKey, by_property, by_reference, by_vrm, patterns
from permits.store.items import permit_key, places_key, stretches
from portal import audit
from portal.audit import AuditEvent
from portal.conditions import Attr
from portal.context import Context
from portal.table import Tables

MOST_FOUND = 50
"""The most permits found at once, the newest first."""


@dataclass(frozen=True)
class Found:
    """A page of permits that were found. `next`: the id of the last of them if there are older ones, else None."""

    permits: Sequence[Permit]
    next: str | None


class Searches:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._table = context.settings.permits_table
        self._audit_table = context.settings.audit_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Searches":
        return cls(context)

    def note(self, officer: str, by: str, now: datetime) -> None:
        """Put on record that an officer searched, and by which field, without its value; to be called first. 1 call."""
        what, subject = AuditEvent.PERMITS_SEARCHED, ("permit search", by)
        self._tables.put(audit.row(self._audit_table, what, now, account_id=None, subject=subject, officer=officer))

    def note_check(self, officer: str, vrm: str, now: datetime) -> None:
        """Put on record that an officer checked a vehicle; to be called first. 1 call.

        The registration is kept as a keyed hash: somebody who has the registration and the key can find its checks, but
        the record tells nobody where a vehicle was seen. No account's owner sees the row.
        """
        digest = hmac.new(self._context.pepper, f"vehicle-check|{vrm}".encode(), hashlib.sha256).hexdigest()[:32]
        what, subject = AuditEvent.VEHICLE_CHECKED, ("vehicle", digest)
        self._tables.put(audit.row(self._audit_table, what, now, account_id=None, subject=subject, officer=officer))

    def with_reference(self, reference: str) -> Found:
        """The permit with this reference, if there is one. 1 call, 2 if there is."""
        return self._found(self._ids(by_reference(reference)))

    def of_vehicle(self, vrm: str, older_than: str | None) -> Found:
        """The permits and applications for a registration, newest first; those older than the permit `older_than`,
        unless it is None. 1 call, 2 if there are any.
        """
        return self._found(self._ids(by_vrm(vrm), older_than))

    def live_of_vehicle(self, vrm: str) -> Sequence[Permit]:
        """The live permits for a registration, however many other applications there are for it. 1 call, 2 if there are
        any.
        """
        alike = self._permits(self._ids(SearchKey(f"NEAR#{patterns(vrm)[0]}")))
        return [permit for permit in alike if permit.vrm == vrm]

    def at_postcode(self, postcode: str, uprns: Sequence[str] | None, older_than: str | None) -> Found:
        """The permits and applications at a postcode, newest first; only those at the properties in `uprns`, and those
        older than the permit `older_than`, unless these are None. 1 call for 10,000 permits, 1 more if there are any.
        """
        found = self._tables.query_all(self._table, Attr("pk").eq(by_property(postcode, "").partition))
        ids = [str(item["permit_id"]) for item in found if uprns is None or str(item["sk"]).partition("#")[0] in uprns]
        return self._found(one for one in ids if older_than is None or one < older_than)

    def at_property(self, postcode: str, uprn: str) -> Found:
        """The permits and applications at a property: the newest, and before them any older ones that have one of its
        places, however many came after them. 2 calls, 3 if there are any.
        """
        places = stretches(self._tables.get(self._table, places_key(uprn)))
        newest = self._found(self._ids(by_property(postcode, uprn)))
        older = {one.permit_id for one in places} - {one.permit_id for one in newest.permits}
        return Found([*self._permits(older), *newest.permits], newest.next)

    def similar_plates(self, vrm: str) -> Sequence[Permit]:
        """Live permits whose registrations may look like this one. 1 call for each pattern (8), 1 more if there are
        any.
        """
        return self._permits(one for pattern in patterns(vrm) for one in self._ids(SearchKey(f"NEAR#{pattern}")))

    def _ids(self, by: SearchKey, older_than: str | None = None) -> list[str]:
        """The ids of the newest permits under a key: at most `MOST_FOUND` and one more, which shows that there are
        older ones. `older_than`: a permit's id, only for a key without `within`. 1 call.
        """
        row, rows = Attr("sk"), f"{by.within}FOUND#"
        wanted = row.begins_with(rows) if older_than is None else row.lt(f"{rows}{older_than}")
        key = Attr("pk").eq(by.partition) & wanted
        page = self._tables.query(self._table, key, limit=MOST_FOUND + 1, newest_first=True)
        return [str(item["permit_id"]) for item in page.items]

    def _found(self, ids: Iterable[str]) -> Found:
        newest = sorted(set(ids), reverse=True)
        shown = newest[:MOST_FOUND]
        return Found(self._permits(shown), next=shown[-1] if len(newest) > MOST_FOUND else None)

    def _permits(self, ids: Iterable[str]) -> Sequence[Permit]:
        newest = sorted(set(ids), reverse=True)[:MOST_FOUND]
        items = self._tables.get_all([(self._table, permit_key(permit_id)) for permit_id in newest])
        return [Permit.model_validate(item) for item in items if item]
