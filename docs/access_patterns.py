"""The tables of `docs/data.md`: keys and indexes from the template, access patterns from the stores' docstrings."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.template import of_kind

ROOT = Path(__file__).parent.parent
ROOMS = ("functions/auth", "functions/permits", "functions/payments", "functions/care", "functions/notifications")
SHARED = "layers/common/portal"


def table_keys() -> Iterator[str]:
    """The lines of the table of DynamoDB tables, with their keys and indexes."""
    yield "| table | key | indexes (what a row of them holds) | expires | stream |"
    yield "|---|---|---|---|---|"
    for table in of_kind("AWS::DynamoDB::Table", "prod"):
        said = table.properties
        indexes = "; ".join(
            f"`{one['IndexName']}`: {_keys(one)} ({_projection(one['Projection'])})"
            for one in said.get("GlobalSecondaryIndexes", [])
        )
        expires = "by `ttl`" if "TimeToLiveSpecification" in said else "never"
        stream = "to the outbox" if "StreamSpecification" in said else ""
        yield f"| {table.name} | {_keys(said)} | {indexes} | {expires} | {stream} |"


def access_patterns() -> Iterator[str]:
    """The access patterns written in docstrings, under a heading for each file."""
    for room in (*ROOMS, SHARED):
        for file in sorted((ROOT / room).rglob("*.py")):
            lines = patterns_of(file)
            if lines:
                yield from ("", f"### `{file.relative_to(ROOT).as_posix()}`", "", *lines)
    yield ""


def patterns_of(file: Path) -> list[str]:
    """The lines of the file's docstring with its access patterns, each table after the line that names its DynamoDB
    table.
    """
    lines = (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").splitlines()
    kept: list[str] = []
    for number, line in enumerate(lines):
        introduces = lines[number + 2 : number + 3] == ["| access | key | file |"]
        if line.startswith("|") or introduces:
            kept.extend([*([""] if kept else []), line, ""] if introduces else [line])
    return kept if any(line.startswith("| access |") for line in kept) else []


def named_indexes() -> set[str]:
    """All indexes named in access patterns."""
    text = "\n".join(access_patterns())
    return set(re.findall(r"index `(\w+)`", text))


def _keys(said: dict[str, list[dict[str, str]]]) -> str:
    return ", ".join(f"`{key['AttributeName']}`" for key in said["KeySchema"])


def _projection(said: dict[str, object]) -> str:
    return {"ALL": "all", "KEYS_ONLY": "keys", "INCLUDE": "a part"}[str(said["ProjectionType"])]
