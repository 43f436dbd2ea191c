"""An address made from its parts, as Royal Mail (`DPA`, delivery point) and the councils (`LPI`, BS 7666) record them.

`parts`: values that are not empty, by their OS Places names. Both kinds come in capitals and are rewritten as on an
envelope: `FLAT 2`, `12`, `MARKET PLACE` → `Flat 2`, `12 Market Place`.
"""

import re
from collections.abc import Mapping

from portal.address import PostalAddress
from portal.uk import postcode

type Parts = Mapping[str, str]

DELIVERY_POINT = frozenset(
    {"BUILDING_NUMBER", "BUILDING_NAME", "SUB_BUILDING_NAME", "THOROUGHFARE_NAME", "DEPENDENT_THOROUGHFARE_NAME"}
)
"""Parts that only Royal Mail's address has. If an entry has one, we write Royal Mail's address, which people know."""

_LIKE_A_NUMBER = re.compile(r"\d+[A-Z]?(\s?-\s?\d+[A-Z]?)?|[A-Z]", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    {"and", "at", "by", "cum", "de", "in", "juxta", "la", "le", "of", "on", "the", "under", "upon"}
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

NO_COUNCILS = frozenset({"ORDNANCE SURVEY", "HIGHWAYS ENGLAND"})
"""Custodians of entries that are no homes (roads, features of the map)."""


def passed_over(parts: Parts) -> str | None:
    """Why search results leave this entry out; None for an approved address that receives post."""
    if parts.get("LOCAL_CUSTODIAN_CODE_DESCRIPTION") in NO_COUNCILS:
        return "kept by no council"
    if parts.get("POSTAL_ADDRESS_CODE") == "N":
        return "not a postal address"
    if {parts.get("LOGICAL_STATUS_CODE", "1"), parts.get("LPI_LOGICAL_STATUS_CODE", "1")} != {"1"}:
        return "not an approved address (alternative, provisional or historic)"
    return None


def written(parts: Parts) -> PostalAddress:
    """The postal address made from the parts: Royal Mail's if there are any of its own, otherwise the council's.

    Raises: ValueError, whose text says what is missing or wrong.
    """
    lines = _delivery_point(parts) if DELIVERY_POINT & parts.keys() else _land_and_property(parts)
    town = parts.get("POST_TOWN") or parts.get("TOWN_NAME") or parts.get("ADMINISTRATIVE_AREA")
    code = parts.get("POSTCODE") or parts.get("POSTCODE_LOCATOR")
    if not lines:
        raise ValueError("no house, no street and no name")
    if not town:
        raise ValueError("no town")
    if not code:
        raise ValueError("no postcode")
    return PostalAddress(lines=_once(lines, town), town=in_small_letters(town), postcode=postcode(code))


def in_small_letters(text: str) -> str:
    """The text in ordinary capitals and small letters; unchanged if it is not all in capitals.

    `ASHBY-DE-LA-ZOUCH` → `Ashby-de-la-Zouch`, `ST MARY'S COURT` → `St Mary's Court`; `12A` stays.
    """
    if not text.isupper():
        return text
    return _WORD.sub(lambda found: _word(found[0], first=found.start() == 0), text)


def _word(word: str, *, first: bool) -> str:
    if re.fullmatch(r"\d+(ST|ND|RD|TH)", word):
        return word.lower()
    if word[0].isdigit():
        return word
    if word.lower() in _SMALL_WORDS and not first:
        return word.lower()
    if re.match(r"[A-Z]['’]\w{2}", word):
        return word[:2] + word[2:].capitalize()
    return word[0] + word[1:].lower()


def _delivery_point(parts: Parts) -> list[str]:
    """The lines by Royal Mail's rule: a number, or a name that is a number (`12A`), goes on the same line as the next
    part.
    """
    box = f"PO Box {parts['PO_BOX_NUMBER']}" if "PO_BOX_NUMBER" in parts else None
    before_the_street = [
        *_lines(parts, "ORGANISATION_NAME", "DEPARTMENT_NAME"),
        *([box] if box else []),
        *_lines(parts, "SUB_BUILDING_NAME", "BUILDING_NAME", "BUILDING_NUMBER"),
    ]
    street = _lines(
        parts,
        "DEPENDENT_THOROUGHFARE_NAME",
        "THOROUGHFARE_NAME",
        "DOUBLE_DEPENDENT_LOCALITY",
        "DEPENDENT_LOCALITY",
    )
    return _with_numbers_before(before_the_street + street)


def _land_and_property(parts: Parts) -> list[str]:
    """The lines by BS 7666: a secondary object (flat), in a primary object (building), on a street."""
    objects = [
        *_lines(parts, "ORGANISATION", "SAO_TEXT"),
        _range(parts, "SAO"),
        *_lines(parts, "PAO_TEXT"),
        _range(parts, "PAO"),
    ]
    street = _lines(parts, "STREET_DESCRIPTION", "LOCALITY_NAME")
    return _with_numbers_before([line for line in objects if line] + street)


def _lines(parts: Parts, *names: str) -> list[str]:
    return [in_small_letters(parts[name]) for name in names if name in parts]


def _range(parts: Parts, which: str) -> str:
    """The numbers of a building or flat: `1`, `1A`, `1-3`; "" if it has none."""
    ends = [parts.get(f"{which}_{end}_NUMBER", "") + parts.get(f"{which}_{end}_SUFFIX", "") for end in ("START", "END")]
    return "-".join(end for end in ends if end)


def _with_numbers_before(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if kept and _LIKE_A_NUMBER.fullmatch(kept[-1]):
            kept[-1] = f"{kept[-1]} {line}"
        else:
            kept.append(line)
    return kept


def _once(lines: list[str], town: str) -> list[str]:
    """The lines without a locality that only repeats the town."""
    return [line for line in lines if line.casefold() != town.casefold()] or lines
