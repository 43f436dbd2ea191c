"""Whether two safeguarding concerns may be about the same person (`docs/rules/safeguarding.md`, S10). Pure."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Literal

from portal.address import house_words
from portal.shapes import Frozen

type Same = Literal["name", "birth_date", "address"]

LIKE = 0.8
"""How similar two names must be (`SequenceMatcher.ratio` of `difflib`): about one letter in five may differ."""
SHORTEST_BEGINNING = 3


class Likeness(Frozen):
    """The details by which a person is recognised, in one spelling. `first_names`: the first name, and what else they
    are called.
    """

    first_names: tuple[str, ...] = ()
    last_name: str | None = None
    birth_date: str | None = None
    postcode: str | None = None
    house: str | None = None


def likeness(answers: Mapping[str, Any]) -> Likeness:
    address = answers.get("address") or {}
    first_names = (_letters(answers.get(name, "")) for name in ("first_name", "known_as"))
    return Likeness(
        first_names=tuple(name for name in first_names if name),
        last_name=_letters(answers.get("last_name", "")) or None,
        birth_date=answers.get("birth_date"),
        postcode=address.get("postcode"),
        house=_house(address.get("lines", ())),
    )


def may_be_the_same(one: Likeness, other: Likeness) -> tuple[Same, ...]:
    """The details in which the two agree, if these are enough to take them for one person; else empty.

    Two of name, date of birth and address are enough. The name alone is enough if no other detail is known to differ.
    """
    agree = {"name": _names(one, other), "birth_date": _births(one, other), "address": _addresses(one, other)}
    same: tuple[Same, ...] = tuple(what for what in ("name", "birth_date", "address") if agree[what])
    name_alone = same == ("name",) and False not in agree.values()
    return same if len(same) > 1 or name_alone else ()


type _Agree = bool | None
"""Whether two details agree. None: one of the two is not known."""


def _names(one: Likeness, other: Likeness) -> _Agree:
    if not (one.first_names and other.first_names and one.last_name and other.last_name):
        return None
    last, others = one.last_name, other.last_name
    straight = _like(last, others) and any(_like(a, b) for a in one.first_names for b in other.first_names)
    swapped = any(_like(a, others) for a in one.first_names) and any(_like(last, b) for b in other.first_names)
    return straight or swapped


def _like(one: str, other: str) -> bool:
    """Whether two names are equal, nearly equal, or one is the beginning or the initial of the other."""
    import difflib

    short, long = sorted((one, other), key=len)
    if long.startswith(short) and (len(short) == 1 or len(short) >= SHORTEST_BEGINNING):
        return True
    return difflib.SequenceMatcher(None, short, long).ratio() >= LIKE


def _births(one: Likeness, other: Likeness) -> _Agree:
    """Whether the dates of birth agree, except for one wrong part, or for a swapped month and day."""
    if one.birth_date is None or other.birth_date is None:
        return None
    first, second = one.birth_date.split("-"), other.birth_date.split("-")
    slips = sum(a != b for a, b in zip(first, second, strict=True))
    return slips <= 1 or [first[0], first[2], first[1]] == second


def _addresses(one: Likeness, other: Likeness) -> _Agree:
    if one.postcode is None or other.postcode is None:
        return None
    return one.postcode == other.postcode and one.house == other.house


def _letters(name: str) -> str:
    """The letters of the name, in lower case and without accents; empty for "not known" and "unknown"."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if letter.isalpha())
    return "" if bare in {"notknown", "unknown"} else bare


def _house(lines: tuple[str, ...] | list[str]) -> str | None:
    """The numbers in the address, in the spelling in which addresses are searched, or else the letters of its first
    line; None without any line.

    A number counts wherever it stands (`B2`, `2/12`), except in words such as `1st`.
    """
    numbers = re.findall(r"\d+[a-z]?\b", " ".join(house_words(", ".join(lines))))
    return " ".join(numbers) or (_letters(lines[0]) if lines else None)
