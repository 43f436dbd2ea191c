"""Budgets on what is built: nobody waits longer for our functions than for a bare one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.cold import BUDGET, MEDIAN_BUDGET, Against, Start, measured, median_ratio, programs
from bench.sizes import sizes
from local.build import built, host_architecture
from tests.support.template import functions


@pytest.fixture(scope="module")
def build() -> Iterator[Path]:
    with built(host_architecture()) as folder:
        yield folder


NOISE = 1.15
"""By so much the best samples of one start differ on a machine that does other things too, where two samples of three
may take half as long again: so one that is over is asked up to twenty times. `make bench` holds the budget."""
MEDIAN_NOISE = 1.05
"""By so much the median of a sample each differs from that of the best of many."""


@pytest.fixture(scope="module")
def once(build: Path) -> dict[str, Against]:
    """Each function with its clients and its own types, once, against the stock floor at about the same time."""
    of = programs(build)
    assert {start.name for start in of} == set(functions())
    return measured(of, least=1, most=1)


def test_every_function_starts_within_its_budget(build: Path, once: dict[str, Against]) -> None:
    again = [start for start in programs(build) if once[start.name].ratio > BUDGET * NOISE]
    found = measured(again, least=1, most=20, enough=BUDGET * NOISE)
    over = {name: round(against.ratio, 2) for name, against in found.items() if against.ratio > BUDGET * NOISE}
    assert not over


def test_half_of_the_functions_start_well_below_the_floor(once: dict[str, Against]) -> None:
    assert median_ratio(once) <= MEDIAN_BUDGET * MEDIAN_NOISE


def test_a_slow_import_is_found(build: Path) -> None:
    """What somebody may add without thinking of it; here it is nothing but slow."""
    [health] = [start for start in programs(build) if start.name == "GetHealth"]
    heavy = Start("Heavy", health.path, health.program + "\nsum(range(40_000_000))")
    found = measured([health, heavy], least=2, most=2)
    assert found["Heavy"].ratio > BUDGET * NOISE > found["GetHealth"].ratio


def test_sizes_are_within_their_budgets(build: Path) -> None:
    rows = list(sizes(build))
    assert {row.what for row in rows} >= {"CommonLayer", "ImagesLayer", "LettersLayer", "Web"}
    assert all(row.kept for row in rows), rows
