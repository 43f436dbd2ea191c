"""What a financial assessment carries is recomputed, never believed."""

from datetime import date

import pytest

from care.charging.estimate import estimated
from care.charging.model import CareEstimate
from care.charging.snapshot import EstimateSnapshot, compared, taken
from portal.problems import Refusal
from tests.care.charging.asking import a_week, asked

pytestmark = pytest.mark.disable_socket

WANTED = asked("care_home", income=[a_week("state_pension", 200_00)], capital={"savings_pence": 15_000_00})
DAY = date(2025, 4, 5)


@pytest.fixture
def carried() -> EstimateSnapshot:
    """As it comes back out of JSON."""
    snapshot = taken(WANTED, DAY)
    assert isinstance(snapshot, EstimateSnapshot)
    return EstimateSnapshot.model_validate_json(snapshot.model_dump_json())


def test_it_holds_its_day_so_that_it_is_the_same_in_another_year(carried: EstimateSnapshot) -> None:
    assert (carried.asked.on, carried.estimate.year) == (DAY, "2024-25")
    assert compared(carried) == ("same", carried)
    assert carried.estimate == estimated(WANTED, DAY)
    assert carried.estimate != estimated(WANTED, date(2025, 4, 6))


@pytest.mark.parametrize(
    "altered",
    [
        {"weekly_contribution_pence": 1},
        {"council_pays_pence": 1},
        {"outcome": "nothing"},
        {"year": "2026-27"},
        {"working": []},
    ],
)
def test_an_answer_that_was_altered_is_found(carried: EstimateSnapshot, altered: dict[str, object]) -> None:
    forged = carried.model_copy(update={"estimate": carried.estimate.model_copy(update=altered)})
    assert compared(forged) == ("altered", carried)


def test_answers_that_were_altered_make_another_estimate(carried: EstimateSnapshot) -> None:
    poorer = carried.model_copy(update={"asked": carried.asked.model_copy(update={"income": ()})})
    found = compared(poorer)
    assert not isinstance(found, Refusal)
    verdict, fresh = found
    assert (verdict, fresh.estimate.weekly_contribution_pence) == ("altered", 0)


@pytest.mark.parametrize("version", ["figures_version", "policy_version"])
def test_figures_that_changed_since_are_told_from_forgery(carried: EstimateSnapshot, version: str) -> None:
    then = {version: "2026-01-01", "weekly_contribution_pence": 1}
    old = carried.model_copy(update={"estimate": carried.estimate.model_copy(update=then)})
    assert compared(old) == ("figures_changed", carried)


def test_other_words_for_the_same_amounts_are_no_forgery(carried: EstimateSnapshot) -> None:
    first, *rest = carried.estimate.working
    reworded = {
        "working": [first.model_copy(update={"label": "Pension", "why": "So it is."}), *rest],
        "notes": [],
        "years": ["2024-25"],
        "policy_version": "2026-01-01",
    }
    old = carried.model_copy(update={"estimate": carried.estimate.model_copy(update=reworded)})
    assert compared(old) == ("same", carried)


def test_a_question_without_a_day_or_against_itself_is_refused(carried: EstimateSnapshot) -> None:
    without = carried.model_copy(update={"asked": WANTED})
    against = carried.model_copy(update={"asked": asked("home", weeks_in_care_home=3, on=DAY)})
    fields = [error.field for found in (compared(without), compared(against)) for error in found.errors]  # type: ignore[union-attr]
    assert fields == ["asked.on", "weeks_in_care_home"]
    assert isinstance(taken(asked("home", weeks_in_care_home=3), DAY), Refusal)


def test_it_cannot_be_changed(carried: EstimateSnapshot) -> None:
    with pytest.raises(ValueError, match="frozen"):
        carried.asked = WANTED  # type: ignore[misc]
    assert isinstance(carried.estimate, CareEstimate)
