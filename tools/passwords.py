"""Makes the list of known passwords that no account may have (`auth.rules.listed_passwords`) from text files.

    make passwords FILE=list.txt

One password per line, in UTF-8. Passwords that break the portal's other rules are left out, since nobody could choose
them. Case makes no difference to the list, so a password that lacks only an upper-case letter is kept.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from auth.rules.listed_passwords import FILE, prefix_of
from auth.rules.passwords import broken_rules, normalised
from tools.steps import ToolError

DO_NOT_MATTER = {"no_upper_case", "common"}
"""Broken rules that do not exclude a password: with other capitals it may fit, and `common` is what the list is for."""


def fitting(lines: Iterable[str]) -> Iterator[str]:
    """The passwords that somebody could choose, with any capitals."""
    for line in lines:
        password = normalised(line.rstrip("\r\n"))
        if not {error.code for error in broken_rules(password, email="", names=())} - DO_NOT_MATTER:
            yield password


def entries(passwords: Iterable[str]) -> bytes:
    """The content of the list: hash prefixes, sorted and without repeats."""
    return b"".join(sorted({prefix_of(password) for password in passwords}))


def main(arguments: list[str]) -> None:
    source = Path(arguments[0])
    try:
        with source.open(encoding="utf-8", errors="replace") as lines:
            content = entries(fitting(lines))
    except OSError as error:
        raise ToolError(f"{source} cannot be read: {error.strerror}.") from None
    if not content:
        raise ToolError(f"No password in {source} fits the portal's rules. It needs one password a line.")
    FILE.write_bytes(content)
    sys.stdout.write(f"{len(content) // len(prefix_of(''))} passwords written to {FILE.name}\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ToolError as trouble:
        sys.exit(str(trouble))
