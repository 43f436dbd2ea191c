"""Whether somebody is eligible for a Blue Badge by their answers, and how long a badge may last. Pure.

Rules: `docs/rules/blue-badge.md`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

type Eligibility = Literal["without_assessment", "subject_to_assessment", "not_eligible"]
type Answers = Mapping[str, Any]

FORM = "blue-badge"
LONGEST_YEARS = 3
YOUNG_UNTIL = 3
"""The age at which a badge that was given to a child under 3 ends."""
REPLACED = ("lost", "stolen", "damaged")


def eligibility(answers: Answers) -> Eligibility | None:
    """The eligibility by the answers on the path (B2 to B5). None if no question about it was answered, as yet or
    because a badge is only replaced.
    """
    if "end_of_life" in answers.get("urgent", ()):
        return "subject_to_assessment"
    if "child_why" in answers:
        return "not_eligible" if "none_of_these" in answers["child_why"] else "subject_to_assessment"
    if without_assessment(answers):
        return "without_assessment"
    if "main_reason" not in answers:
        return None
    if answers.get("lasting") == "shorter":
        return "not_eligible"
    return "subject_to_assessment" if _hard(answers) else "not_eligible"


def without_assessment(answers: Answers) -> bool:
    """Whether the person is eligible without further assessment. Of the two PIP answers about journeys that are worth
    10 points, only descriptor E counts.
    """
    return (
        answers.get("dla_higher_mobility") is True
        or answers.get("pip_moving") in {"c", "d", "e", "f"}
        or answers.get("pip_planning") == "e"
        or not {"sight", "wpms"}.isdisjoint(answers.get("benefits", ()))
        or (answers.get("afcs_tariff") == "tariff_1_8" and answers.get("afcs_certified") is True)
    )


def _hard(answers: Answers) -> bool:
    """Whether an answer names something that makes walking or journeys very hard, or says that somebody with a
    disability in both arms drives at least each week.
    """
    named = [answers[name] for name in ("walking_what", "hidden_what") if name in answers]
    return any("none_of_these" not in one for one in named) or answers.get("arms_drive") in {"most_days", "each_week"}


def last_day_possible(answers: Answers, today: date) -> date:
    """The latest last day of a badge that is given today (B6)."""
    ends = [_years_on(today, LONGEST_YEARS)]
    if answers.get("award_ends") == "date" and without_assessment(answers):
        ends.append(date.fromisoformat(answers["award_end_date"]))
    if "child_why" in answers:
        ends.append(_years_on(date.fromisoformat(answers["birth_date"]), YOUNG_UNTIL))
    if answers.get("application_reason") in REPLACED and "badge_ends" in answers:
        ends.append(date.fromisoformat(answers["badge_ends"]))
    return min(ends)


def _years_on(day: date, years: int) -> date:
    """The same day of a later year; of 29 February the day before 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
