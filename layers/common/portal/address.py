"""Addresses, and what the council knows about a place.

Who lives in the county is decided by the district's custodian code, never by the postcode (`accounts.md`): Leicester
and Rutland have `LE` postcodes and are other authorities.
"""

import re
from collections.abc import Sequence

from portal.shapes import Frozen

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


class PostalAddress(Frozen):
    """As written on an envelope."""

    lines: list[str]
    town: str
    postcode: str


class FoundAddress(Frozen):
    """An address of the gazetteer, with what the council knows about the place.

    `district`: its name; of a neighbouring authority too. `permit_zone`: the parking zone, if it lies in one.
    """

    uprn: str
    address: PostalAddress
    in_county: bool
    district: str | None
    permit_zone: str | None


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
