"""Addresses by postcode and by UPRN: from the Addresses table or, if the template says so, from OS Places.

Permit zones are the council's own: they come from the table in either case.

| access | by |
|---|---|
| addresses of a postcode | `pk` = `POSTCODE#LE113ED`, `sk` begins `UPRN#` |
| one address by its UPRN | index `by_uprn`: `uprn` |
"""

from collections.abc import Sequence

from portal.address import COUNTY_DISTRICTS, NEIGHBOURS, FoundAddress, PostalAddress
from portal.conditions import Attr
from portal.context import Context
from portal.os_places import OsPlaces, Place, PlacesUnavailable
from portal.problems import Refusal
from portal.table import Item, Tables, Value

UNAVAILABLE = Refusal(
    "addresses_unavailable",
    "We cannot look up addresses at the moment. Try again in a minute or, where you can, enter the address yourself.",
    retry_after=60,
)


class Gazetteer:
    """Looks up addresses. `places`: OS Places, if it is the source; None to use the table alone."""

    def __init__(self, context: Context, places: OsPlaces | None) -> None:
        self._table = context.settings.addresses_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._log = context.log
        self._places = places

    @classmethod
    def from_context(cls, context: Context) -> "Gazetteer":
        return cls(context, OsPlaces.from_context(context) if context.settings.address_source == "os_places" else None)

    def at_postcode(self, postcode: str) -> Sequence[FoundAddress] | Refusal:
        """All addresses of a postcode (fewer than a hundred). 1 call, and 1 or more to OS Places."""
        if self._places is None:
            return self._held_at(postcode)
        try:
            found = self._places.at_postcode(postcode)
        except PlacesUnavailable as error:
            return self._unavailable(error)
        zones = {one.uprn: one.permit_zone for one in self._held_at(postcode)}
        return [_placed(place, zones.get(place.uprn)) for place in found]

    def by_uprn(self, uprn: str) -> FoundAddress | Refusal | None:
        """The address with this UPRN; None if there is none. 1 call, and 1 to OS Places."""
        if self._places is None:
            return self._held(uprn)
        try:
            place = self._places.by_uprn(uprn)
        except PlacesUnavailable as error:
            return self._unavailable(error)
        held = self._held(uprn)
        return _placed(place, held.permit_zone if held else None) if place else None

    def _unavailable(self, error: PlacesUnavailable) -> Refusal:
        self._log.line("os_places_unavailable", why=str(error))
        return UNAVAILABLE

    def _held_at(self, postcode: str) -> Sequence[FoundAddress]:
        partition = f"POSTCODE#{postcode.replace(' ', '')}"
        page = self._tables.query(self._table, Attr("pk").eq(partition) & Attr("sk").begins_with("UPRN#"))
        return [_found(item) for item in page.items]

    def _held(self, uprn: str) -> FoundAddress | None:
        page = self._tables.query(self._table, Attr("uprn").eq(uprn), index="by_uprn", limit=1)
        return _found(page.items[0]) if page.items else None


def as_stored(uprn: str, address: PostalAddress, custodian_code: int, permit_zone: str | None) -> dict[str, Value]:
    """The stored item of one address; `make gazetteer` writes them."""
    item: dict[str, Value] = {
        "pk": f"POSTCODE#{address.postcode.replace(' ', '')}",
        "sk": f"UPRN#{uprn}",
        "uprn": uprn,
        "lines": address.lines,
        "town": address.town,
        "postcode": address.postcode,
        "custodian_code": custodian_code,
    }
    return item | ({"permit_zone": permit_zone} if permit_zone else {})


def _placed(place: Place, zone: str | None) -> FoundAddress:
    return _known(place.uprn, place.address, place.custodian_code, zone)


def _found(item: Item) -> FoundAddress:
    custodian = item.get("custodian_code")
    address = PostalAddress.model_validate({name: item[name] for name in ("lines", "town", "postcode")})
    zone = str(item["permit_zone"]) if item.get("permit_zone") else None
    return _known(str(item["uprn"]), address, custodian if isinstance(custodian, int) else None, zone)


def _known(uprn: str, address: PostalAddress, custodian_code: int | None, zone: str | None) -> FoundAddress:
    """The address, with its district and whether it is in the county, by the custodian code."""
    return FoundAddress(
        uprn=uprn,
        address=address,
        in_county=custodian_code in COUNTY_DISTRICTS,
        district=(COUNTY_DISTRICTS | NEIGHBOURS).get(custodian_code) if custodian_code else None,
        permit_zone=zone,
    )
