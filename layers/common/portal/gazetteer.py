"""Addresses by postcode and by UPRN, in the Addresses table.

| access | by |
|---|---|
| addresses of a postcode | `pk` = `POSTCODE#LE113ED`, `sk` begins `UPRN#` |
| one address by its UPRN | index `by_uprn`: `uprn` |

Who lives in the county is decided by the district's custodian code, never by the postcode (`accounts.md`): Leicester
and Rutland have `LE` postcodes and are other authorities.
"""

import re
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from portal.table import Item, Tables

COUNTY_DISTRICTS = {
    2405: "Blaby",
    2410: "Charnwood",
    2415: "Harborough",
    2420: "Hinckley and Bosworth",
    2430: "Melton",
    2435: "North West Leicestershire",
    2440: "Oadby and Wigston",
}
NEIGHBOURS = {2465: "Leicester City", 2470: "Rutland"}


class PostalAddress(BaseModel):
    """As written on an envelope."""

    model_config = ConfigDict(frozen=True)

    lines: list[str]
    town: str
    postcode: str


class FoundAddress(BaseModel):
    """An address of the gazetteer, with what the council knows about the place.

    `district`: its name; of a neighbouring authority too. `permit_zone`: the parking zone, if it lies in one.
    """

    model_config = ConfigDict(frozen=True)

    uprn: str
    address: PostalAddress
    in_county: bool
    district: str | None
    permit_zone: str | None


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


def at_house(found: Sequence[FoundAddress], house: str | None) -> list[FoundAddress]:
    """Those whose lines hold the house number or name as whole words; all of them when none was given.

    In the order of a street: by the number that an address begins with, then by its text.
    """
    wanted = (house or "").casefold().split()
    kept = [one for one in found if _holds(" ".join(one.address.lines).casefold().replace(",", " ").split(), wanted)]
    return sorted(kept, key=_place_in_street)


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    length = len(wanted)
    return any(words[start : start + length] == wanted for start in range(len(words) - length + 1))


def _place_in_street(one: FoundAddress) -> tuple[int, str]:
    text = ", ".join(one.address.lines)
    number = re.search(r"\d+", text)
    return (int(number.group()) if number else 0, text)
