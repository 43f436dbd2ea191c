"""Addresses by postcode and by UPRN, in the Addresses table.

| access | by |
|---|---|
| addresses of a postcode | `pk` = `POSTCODE#LE113ED`, `sk` begins `UPRN#` |
| one address by its UPRN | index `by_uprn`: `uprn` |
"""

from collections.abc import Sequence

from portal.address import COUNTY_DISTRICTS, NEIGHBOURS, FoundAddress, PostalAddress
from portal.table import Item, Tables, Value


class Gazetteer:
    def __init__(self, tables: Tables, table: str) -> None:
        self._tables = tables
        self._table = table

    def at_postcode(self, postcode: str) -> Sequence[FoundAddress]:
        """All addresses of one postcode (fewer than a hundred). 1 call."""
        from boto3.dynamodb.conditions import Key

        partition = f"POSTCODE#{postcode.replace(' ', '')}"
        page = self._tables.query(self._table, Key("pk").eq(partition) & Key("sk").begins_with("UPRN#"))
        return [_found(item) for item in page.items]

    def by_uprn(self, uprn: str) -> FoundAddress | None:
        """1 call."""
        from boto3.dynamodb.conditions import Key

        page = self._tables.query(self._table, Key("uprn").eq(uprn), index="by_uprn", limit=1)
        return _found(page.items[0]) if page.items else None


def as_stored(uprn: str, address: PostalAddress, custodian_code: int, permit_zone: str | None) -> dict[str, Value]:
    """The item of one address; `make gazetteer` writes them."""
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


def _found(item: Item) -> FoundAddress:
    custodian = item.get("custodian_code")
    code = custodian if isinstance(custodian, int) else None
    return FoundAddress(
        uprn=str(item["uprn"]),
        address=PostalAddress.model_validate({name: item[name] for name in ("lines", "town", "postcode")}),
        in_county=code in COUNTY_DISTRICTS,
        district=(COUNTY_DISTRICTS | NEIGHBOURS).get(code) if code else None,
        permit_zone=str(item["permit_zone"]) if item.get("permit_zone") else None,
    )
