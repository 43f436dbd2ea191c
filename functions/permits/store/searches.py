"""Searches for permits of every status, by reference, vehicle, property or similar registration. Each uses a key."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from permits.model import Permit
from permits.rules.finding import Finding, by_property, by_reference, by_vrm, patterns
from permits.store.items import permit_key
from portal import audit
from portal.audit import AuditEvent
from portal.conditions import Attr
from portal.context import Context
from portal.table import Tables

MOST_FOUND = 50
"""The most permits found, the newest. A postcode with more is a block of flats; the officer then adds a house number.
"""


class Searches:
    def __init__(self, context: Context) -> None:
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

    def with_reference(self, reference: str) -> Sequence[Permit]:
        """The permit with this reference, if there is one. 1 call, 2 if there is."""
        return self._permits(self._ids(by_reference(reference)))

    def of_vehicle(self, vrm: str) -> Sequence[Permit]:
        """The permits and applications for a registration, newest first. 1 call, 2 if there are any."""
        return self._permits(self._ids(by_vrm(vrm)))

    def live_of_vehicle(self, vrm: str) -> Sequence[Permit]:
        """The live permits for a registration, however many other applications there are for it. 1 call, 2 if there are
        any.
        """
        alike = self._permits(self._ids(Finding(f"NEAR#{patterns(vrm)[0]}")))
        return [permit for permit in alike if permit.vrm == vrm]

    def at_postcode(self, postcode: str, uprns: Sequence[str] | None) -> Sequence[Permit]:
        """The permits and applications at a postcode, newest first; only those at the properties in `uprns`, unless it
        is None. 1 call for 10,000 permits, 1 more if there are any.
        """
        found = self._tables.query_all(self._table, Attr("pk").eq(by_property(postcode, "").what))
        ids = [str(item["permit_id"]) for item in found if uprns is None or str(item["sk"]).partition("#")[0] in uprns]
        return self._permits(ids)

    def at_property(self, postcode: str, uprn: str) -> Sequence[Permit]:
        """The permits and applications at a property, newest first. 1 call, 2 if there are any."""
        return self._permits(self._ids(by_property(postcode, uprn)))

    def similar_plates(self, vrm: str) -> Sequence[Permit]:
        """Live permits whose registrations may look like this one. 1 call for each pattern (8), 1 more if there are
        any.
        """
        return self._permits(one for pattern in patterns(vrm) for one in self._ids(Finding(f"NEAR#{pattern}")))

    def _ids(self, by: Finding) -> list[str]:
        where = Attr("pk").eq(by.what) & Attr("sk").begins_with(f"{by.within}FOUND#")
        page = self._tables.query(self._table, where, limit=MOST_FOUND, newest_first=True)
        return [str(item["permit_id"]) for item in page.items]

    def _permits(self, ids: Iterable[str]) -> Sequence[Permit]:
        newest = sorted(set(ids), reverse=True)[:MOST_FOUND]
        items = self._tables.get_all([(self._table, permit_key(permit_id)) for permit_id in newest])
        return [Permit.model_validate(item) for item in items if item]
