"""Pounds and numbers as people type them."""

import re

LONGEST = 10
"""The most digits of an amount in pence."""

_POUNDS = re.compile(r"(\d{1,8})(?:\.(\d{1,2}))?")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d{1,2})?")


def pence(typed: str) -> str:
    """`£1,234.5` as `123450`; nothing for what is no amount."""
    bare = typed.replace(" ", "").removeprefix("£")
    if "," in bare and not _GROUPED.fullmatch(bare):
        return ""
    found = _POUNDS.fullmatch(bare.replace(",", ""))
    return str(int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))) if found and bare.isascii() else ""


def typed(kept: str) -> str:
    """The way back: `123450` as `1234.50`."""
    return f"{int(kept) // 100}.{int(kept) % 100:02}" if kept else ""


def whole(typed: str) -> str:
    """`82` and ` 082 ` as `82`; nothing for what is no whole number of up to four digits."""
    return str(int(typed)) if re.fullmatch(r"[0-9]{1,4}", typed) else ""


def is_kept(word: str) -> bool:
    """Whether this is what `pence` and `whole` make."""
    return word.isascii() and word.isdecimal() and len(word) <= LONGEST
