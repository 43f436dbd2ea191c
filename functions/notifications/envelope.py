"""The address lines of an envelope (`docs/rules/notices.md`, N20). Pure."""

from itertools import pairwise
from textwrap import wrap

from portal.contact_card import ContactCard
from portal.paper import in_print
from portal.uk import postcode

LEAST_LINES, MOST_LINES, MOST_CHARACTERS = 3, 8, 60
"""`LEAST_LINES`, without the postcode: name, one line of the address, town. `MOST_LINES`: with the postcode.
`MOST_CHARACTERS`: of one line.
"""


def envelope(card: ContactCard) -> tuple[str, ...] | None:
    """The lines of the envelope: name, address, town in capitals, and the postcode alone in the last one. None if the
    address is incomplete, does not fit, or has letters that cannot be printed.
    """
    if card.address is None:
        return None
    code = _postcode(card.address.postcode)
    written = [card.name, *card.address.lines, card.address.town.upper()]
    printed = [line for one in written if (line := in_print(one))]
    if code is None or not card.address.town.strip() or any(in_print(one) is None for one in written):
        return None
    broken = [part for line in printed for part in _broken(line)]
    if len(printed) < LEAST_LINES or any(len(line) > MOST_CHARACTERS for line in broken):
        return None
    fitting = _joined(broken)
    return (*fitting, code) if len(fitting) < MOST_LINES else None


def _broken(line: str) -> list[str]:
    return wrap(line, MOST_CHARACTERS, break_long_words=False, break_on_hyphens=False)


def _joined(lines: list[str]) -> list[str]:
    """The lines, neighbouring ones joined (shortest pair first) until the postcode has room or no pair fits into one
    line. Name and town keep a line of their own.
    """
    while len(lines) >= MOST_LINES:
        pairs = [(len(a) + len(b) + 2, at) for at, (a, b) in enumerate(pairwise(lines[1:-1]), start=1)]
        room = [pair for pair in pairs if pair[0] <= MOST_CHARACTERS]
        if not room:
            return lines
        at = min(room)[1]
        lines = [*lines[:at], f"{lines[at]}, {lines[at + 1]}", *lines[at + 2 :]]
    return lines


def _postcode(text: str) -> str | None:
    try:
        return postcode(text)
    except ValueError:
        return None
