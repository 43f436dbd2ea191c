"""Addresses, and what the council knows about a place.

Whether an address is in the county is decided by its district's custodian code, never by the postcode: Leicester and
Rutland are other authorities with `LE` postcodes (`docs/rules/accounts.md`, A11).
"""

import re
from collections.abc import Sequence
from unicodedata import normalize

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
    """An address as written on an envelope."""

    lines: list[str]
    town: str
    postcode: str


class FoundAddress(Frozen):
    """An address of the gazetteer, with what the council knows about the place.

    `district`: the district's name, also that of a neighbouring authority. `permit_zone`: the parking zone it lies in,
    or None.
    """

    uprn: str
    address: PostalAddress
    in_county: bool
    district: str | None
    permit_zone: str | None


def at_house(found: Sequence[FoundAddress], house: str | None) -> list[FoundAddress]:
    """The addresses whose lines contain the house number or name as whole words; all addresses if `house` is empty.

    Sorted as along a street: by the first number in the address, then by its text.
    """
    searched = house_words(house or "")
    kept = [one for one in found if _holds(house_words(", ".join(one.address.lines)), searched)]
    return sorted(kept, key=_place_in_street)


def is_house(lines: Sequence[str], house: str) -> bool:
    """Whether a line of the address begins with the house number or name: `1` is `1 High Street`, and not
    `Flat 1, 16 High Street`.
    """
    searched = house_words(house)
    return any(house_words(line)[: len(searched)] == searched for line in lines)


def house_words(text: str) -> list[str]:
    """The words of a house's number, name and street in one spelling, for both sides of a comparison.

    `No. 12 A, St Mary’s Court` → `12a`, `st`, `marys`, `court`: case, punctuation and kinds of apostrophe and dash do
    not matter, nor a space in `12 A` or `18 - 20`.
    """
    plain = normalize("NFKC", _APOSTROPHES.sub("", text)).casefold()
    plain = _NOT_A_RANGE.sub(" ", _DASHES.sub("-", plain))
    parts = re.split(r"[,;\n]", plain)
    return [word for part in parts for word in _NUMBER_AND_LETTER.sub(r"\1\2", _bare(part)).split()]


def _bare(part: str) -> str:
    """The text without full stops and without the word `number` (or `no`, `nr`, `#`) before a number."""
    return _NUMBER_WORD.sub("", part.replace(".", " "))


_APOSTROPHES = re.compile("['’‘ʼ`´]")
_DASHES = re.compile(r"\s*[-‐‑‒–—−]\s*")
_NOT_A_RANGE = re.compile(r"(?<!\d)-|-(?!\d)")
_NUMBER_WORD = re.compile(r"\b(?:no|nr|number)\s*(?=\d)|#\s*(?=\d)")
_NUMBER_AND_LETTER = re.compile(r"\b(\d+)\s+([a-z])\b")


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    length = len(wanted)
    return any(words[start : start + length] == wanted for start in range(len(words) - length + 1))


def _place_in_street(one: FoundAddress) -> tuple[int, str]:
    text = ", ".join(one.address.lines)
    number = re.search(r"\d+", text)
    return (int(number.group()) if number else 0, text)
