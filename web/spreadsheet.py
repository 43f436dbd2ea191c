"""CSV files for spreadsheets, safe against formulas in what people typed."""

import csv
import io
from collections.abc import Iterable, Sequence

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that spreadsheets take as the start of a formula (OWASP, "CSV Injection"), in half and full
width.
"""
MARK = "\ufeff"
"""The byte order mark, by which spreadsheets recognise UTF-8."""


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The text of a CSV file (RFC 4180). A cell that could start a formula gets an apostrophe before it."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerows([_harmless(cell) for cell in row] for row in (header, *rows))
    return MARK + written.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(BEGINS_A_FORMULA) else cell
