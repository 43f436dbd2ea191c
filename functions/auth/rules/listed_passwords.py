"""Whether a password is one of those that are known from data breaches: a file of sorted hash prefixes, bisected.

`data/listed_passwords.bin` holds the first five bytes of the SHA-256 of each case-folded password. It is mapped into
memory, so that a list of a million is neither read nor kept as a whole. `make passwords` builds it.
"""

import hashlib
from bisect import bisect_left
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path

FILE = Path(__file__).parent.parent / "data" / "listed_passwords.bin"
PREFIX_BYTES = 5
"""Of a million entries, one password in a million is taken for a listed one by chance."""


def is_listed(password: str) -> bool:
    """Whether the password is on the list; upper and lower case make no difference. `password`: normalised (NFC)."""
    entries, prefix = _entries(), prefix_of(password)
    count = len(entries) // PREFIX_BYTES
    at = bisect_left(range(count), prefix, key=lambda number: _entry(entries, number))
    return at < count and _entry(entries, at) == prefix


def prefix_of(password: str) -> bytes:
    return hashlib.sha256(password.casefold().encode("utf-8", "surrogatepass")).digest()[:PREFIX_BYTES]


def _entry(entries: mmap, number: int) -> bytes:
    return entries[number * PREFIX_BYTES : (number + 1) * PREFIX_BYTES]


@cache
def _entries() -> mmap:
    with FILE.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)
