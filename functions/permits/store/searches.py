"""Finding permits, whatever became of them: by reference, vehicle, property and holder. Each is a key or an index."""

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
"""The newest are shown; a key that finds more is a block of flats, whose house number is then asked for."""


class Searches:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.permits_table
        self._audit_table = context.settings.audit_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Searches":
        return cls(context)

    def note(self, officer: str, by: str, now: datetime) -> None:
        """On record before anything is shown: who searched by what, without what for. 1 call."""
        what, subject = AuditEvent.PERMITS_SEARCHED, ("permit search", by)
        self._tables.put(audit.row(self._audit_table, what, now, account_id=None, subject=subject, officer=officer))

    def with_reference(self, reference: str) -> Sequence[Permit]:
        """1 call, and 1 if there is one."""
        return self._permits(self._ids(by_reference(reference)))

    def of_vehicle(self, vrm: str) -> Sequence[Permit]:
        """The newest first. 1 call, and 1 if there are some."""
        return self._permits(self._ids(by_vrm(vrm)))

    def live_of_vehicle(self, vrm: str) -> Sequence[Permit]:
        """Those that are granted and have not ended, however often somebody has applied for the plate. 1 call, and 1 if
        there are some.
        """
        alike = self._permits(self._ids(Finding(f"NEAR#{patterns(vrm)[0]}")))
        return [permit for permit in alike if permit.vrm == vrm]

    def at_postcode(self, postcode: str, uprns: Sequence[str] | None) -> Sequence[Permit]:
        """The newest first; `uprns`: those at these properties. 1 call for 10,000 permits, and 1 if there are some."""
        found = self._tables.query_all(self._table, Attr("pk").eq(by_property(postcode, "").what))
        ids = [str(item["permit_id"]) for item in found if uprns is None or str(item["sk"]).partition("#")[0] in uprns]
        return self._permits(ids)

    def at_property(self, postcode: str, uprn: str) -> Sequence[Permit]:
        """The newest first. 1 call, and 1 if there are some."""
        return self._permits(self._ids(by_property(postcode, uprn)))

    def similar_plates(self, vrm: str) -> Sequence[Permit]:
        """Live permits of plates that may look like this one. 1 call for each pattern (8), and 1 if there are some."""
        return self._permits(one for pattern in patterns(vrm) for one in self._ids(Finding(f"NEAR#{pattern}")))

    def _ids(self, by: Finding) -> list[str]:
        where = Attr("pk").eq(by.what) & Attr("sk").begins_with(f"{by.within}FOUND#")
        page = self._tables.query(self._table, where, limit=MOST_FOUND, newest_first=True)
        return [str(item["permit_id"]) for item in page.items]

    def _permits(self, ids: Iterable[str]) -> Sequence[Permit]:
        newest = sorted(set(ids), reverse=True)[:MOST_FOUND]
        items = self._tables.get_all([(self._table, permit_key(permit_id)) for permit_id in newest])
        return [Permit.model_validate(item) for item in items if item]
