"""Tables as files for a spreadsheet, in which nothing that somebody typed is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets take as the begin of one (OWASP, "CSV Injection"), in both widths."""
MARK = "\ufeff"
"""By which they know UTF-8."""


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The text of a CSV file, as RFC 4180 has it. A cell that could begin a formula has an apostrophe before it."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerows([_harmless(cell) for cell in row] for row in (header, *rows))
    return MARK + written.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(BEGINS_A_FORMULA) else cell
