"""The unpacked sizes that a cold start pays for: each layer, the functions' code, the pages. Budgets: `tests/bench`."""

from collections.abc import Iterator
from pathlib import Path

from bench.row import Row
from local.build import built, host_architecture

MEGABYTE = 1024 * 1024
BUDGETS = {"CommonLayer": 60.0, "ImagesLayer": 60.0, "LettersLayer": 90.0, "Web": 60.0}
CODE_BUDGET = 2.0
"""The budget of the functions' own code, without its bytecode, in MB."""


def measure() -> Iterator[Row]:
    with built(host_architecture()) as build:
        yield from sizes(build)


def sizes(build: Path) -> Iterator[Row]:
    """The unpacked sizes of a build, in MB: of what either stack holds."""
    stacks = (build, build / "Background")
    for folder in sorted(
        place for stack in stacks for place in stack.iterdir() if place.is_dir() and place not in stacks
    ):
        files = [file for file in folder.rglob("*") if file.is_file()]
        total = sum(file.stat().st_size for file in files)
        if folder.name in BUDGETS:
            yield Row("size", folder.name, total / MEGABYTE, "MB", BUDGETS[folder.name])
        else:
            ours = sum(file.stat().st_size for file in files if file.suffix != ".pyc")
            yield Row("size", f"functions ({folder.name})", ours / MEGABYTE, "MB", CODE_BUDGET)
            yield Row("size", f"functions ({folder.name}) with bytecode", total / MEGABYTE, "MB")
