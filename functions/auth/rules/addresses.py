"""An address is chosen from the gazetteer or, when it is not there, typed."""

import re
from collections.abc import Sequence

from auth.model import AddressOfAccount, UprnOrAddress
from portal.gazetteer import FoundAddress
from portal.problems import FieldError, Refused, invalid


def chosen_address(given: UprnOrAddress, found: FoundAddress | None) -> AddressOfAccount | Refused:
    """`found`: what the gazetteer holds for the UPRN, if one was given."""
    if given.address is not None:
        return AddressOfAccount(**given.address.model_dump())
    if given.uprn is None:
        return invalid(FieldError("address", "missing", "Choose your address or enter it."))
    if found is None:
        return invalid(FieldError("uprn", "unknown_uprn", "We do not know this property. Enter the address instead."))
    return AddressOfAccount(**found.address.model_dump(), uprn=found.uprn)


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
