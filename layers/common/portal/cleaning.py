"""One spelling for typed or pasted text, before it is judged, stored or compared (`docs/rules/api.md`).

Only invisible characters are removed, and only signs with the same meaning are made the same; letters never become
digits.
"""

import re
from unicodedata import category, decimal, normalize

_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Soft hyphens, zero-width spaces, byte-order marks, marks of direction (phones' address books copy these along)."""
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""Unicode's space separators (`Zs`) beside the plain one."""
_JOINERS = re.compile("[\u200c\u200d]")
"""Zero-width non-joiner and joiner: part of the spelling in Persian and the languages of India, invisible elsewhere."""
_FIRST_LETTER_OF_SUCH_SCRIPTS = "\u0590"


def cleaned(text: str) -> str:
    """The text in Unicode NFC, without invisible characters, with plain spaces only and none at the ends.

    Joiners stay between letters of the scripts that use them: `علی‌رضا`.
    """
    visible = _INVISIBLE.sub("", normalize("NFC", text))
    visible = _JOINERS.sub(lambda found: found[0] if _joins(visible, found.start()) else "", visible)
    return _SPACES.sub(" ", visible).strip()


def plain_signs(text: str) -> str:
    """The cleaned text with plain hyphens for every kind of dash and without joiners: for codes, numbers and
    addresses.
    """
    without = _JOINERS.sub("", cleaned(text))
    return "".join("-" if category(sign) == "Pd" or sign == "\u2212" else sign for sign in without)


def without_separators(text: str) -> str:
    """As `plain_signs`, and without white space and hyphens, with which people group codes and numbers."""
    return re.sub(r"[\s\-]", "", plain_signs(text))


def ascii_digits(text: str) -> str:
    """The text with the digits of any script written as 0 to 9."""
    return "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _joins(text: str, position: int) -> bool:
    """Whether the joiner at this position stands between two letters (or their marks) of a script that uses it."""
    return 0 < position < len(text) - 1 and all(
        sign >= _FIRST_LETTER_OF_SUCH_SCRIPTS and category(sign)[0] in "LM"
        for sign in (text[position - 1], text[position + 1])
    )
