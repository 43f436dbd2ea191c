"""What the lines of a financial assessment are called to whoever reads them (F13, F14)."""

from typing import Any

import pytest

from care.charging.model import EstimateInput
from care.rules.finance_rows import finance_rows
from care.rules.forms import form_of
from care.rules.papers import papers
from portal.forms.facts import Given
from portal.forms.replay import replay
from portal.problems import unwrap
from tests.support.care_answers import all_answers
from tests.support.forms import TODAY

FORM = unwrap(form_of("financial-assessment", None))
KNOWN = Given(TODAY, in_county="yes")
CLEANING: dict[str, Any] = {
    "disability_cost_kind": "cleaning",
    "disability_cost_amount": 1500,
    "disability_cost_every": "week",
    "disability_cost_proof": "have",
}


@pytest.mark.parametrize(
    ("authority", "words"),
    [("self", "Cleaning that you cannot do yourself"), ("deputy", "Cleaning that they cannot do themselves")],
)
def test_a_paper_is_named_as_its_line_was_chosen(authority: str, words: str) -> None:
    """F14."""
    way = replay(FORM, all_answers(FORM, KNOWN, authority=authority, disability_costs=[CLEANING]), KNOWN)
    assert [one.what for one in papers(way) if one.kind == "cost_papers"] == [words]


def test_an_officer_reads_of_them_whoever_asked() -> None:
    """F13."""
    said = EstimateInput.model_validate(
        {
            "setting": "home",
            "person": {"age": 87, "lives": "alone"},
            "disability_costs": [{"kind": "cleaning", "amount_pence": 1500, "every": "week"}],
            "cost_of_care": {"amount_pence": 39195, "every": "week"},
        }
    )
    rows = [one.label for one in finance_rows(FORM, None, said) if one.kind == "cost_papers"]
    assert rows == ["Cleaning that they cannot do themselves"]
