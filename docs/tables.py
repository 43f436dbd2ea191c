"""Writes the tables in `docs/` that are derived from templates and code. With `--check` it only compares them.

python -m docs.tables [--check]

In a page they are between `<!-- made: NAME -->` and `<!-- end -->`; the rest is written by hand.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from docs.access_patterns import access_patterns, table_keys
from docs.dead_letters import dead_letters
from docs.events import events
from docs.keeping import kept_after_closure, lifetimes, lying_files

DOCS = Path(__file__).parent
MADE = re.compile(r"(<!-- made: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)

TABLES: Mapping[str, Callable[[], Iterable[str]]] = {
    "events": events,
    "table-keys": table_keys,
    "access-patterns": access_patterns,
    "kept-after-closure": kept_after_closure,
    "lying-files": lying_files,
    "lifetimes": lifetimes,
    "dead-letters": dead_letters,
}


def fresh_pages() -> Iterator[tuple[Path, str]]:
    """Each page that has derived tables, with its right content. Raises: KeyError for an unknown table."""
    for page in sorted(DOCS.glob("*.md")):
        text = page.read_text("utf-8")
        fresh = MADE.sub(lambda found: found[1] + "\n".join(TABLES[found[2]]()) + "\n" + found[3], text)
        if MADE.search(text):
            yield page, fresh


def main(arguments: list[str]) -> int:
    stale = [(page, text) for page, text in fresh_pages() if page.read_text("utf-8") != text]
    for page, text in stale:
        if "--check" in arguments:
            print(f"docs/{page.name} is not what templates and code say. Write its tables anew: make docs")
        else:
            page.write_text(text, "utf-8")
            print(f"docs/{page.name} written")
    if not stale:
        print("The tables in docs/ are up to date")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
