"""Reading and showing amounts of pounds and whole numbers."""

import re

LONGEST = 10
"""The most digits of an amount in pence."""

_POUNDS = re.compile(r"(\d{1,8})(?:\.(\d{1,2}))?")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d{1,2})?")


def pence(typed: str) -> str:
    """`123450` for `£1,234.5`; an empty text if it is not an amount."""
    bare = typed.replace(" ", "").removeprefix("£")
    if "," in bare and not _GROUPED.fullmatch(bare):
        return ""
    found = _POUNDS.fullmatch(bare.replace(",", ""))
    return str(int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))) if found and bare.isascii() else ""


def typed(kept: str) -> str:
    """`1234.50` for `123450`, the reverse of `pence`."""
    return f"{int(kept) // 100}.{int(kept) % 100:02}" if kept else ""


def whole(typed: str) -> str:
    """`82` for ` 082`; an empty text if it is not a whole number of up to four digits."""
    return str(int(typed)) if re.fullmatch(r"[0-9]{1,4}", typed) else ""


def is_kept(word: str) -> bool:
    """Whether the word could come from `pence` or `whole`."""
    return word.isascii() and word.isdecimal() and len(word) <= LONGEST
