"""Estimating the cost of care: the result, worked out by the API. Loading it again is safe because nothing is
stored.
"""

import re
from datetime import date

from web.api.client import Refusal
from web.care.costs import inputs, journey, summary
from web.care.costs_check import page as check_page
from web.errors import error_page
from web.forms import Form
from web.request import Answer
from web.visit import Visit
from web.words import refusal_text

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if earlier := journey.before(state, journey.RESULT):
        return visit.redirect(earlier)
    estimate = visit.care.estimate(inputs.inputs(state))
    if isinstance(estimate, Refusal):
        return _refused(visit, state, estimate)
    years = [{"value": year, "text": in_words(year)} for year in reversed(estimate.years)]
    return visit.page(
        "care/costs_result/page.html",
        estimate=estimate,
        year=in_words(estimate.year),
        years=years,
        form=Form.of(("year",), {"year": estimate.year}),
        rows=summary.rows(state),
        here=journey.RESULT,
        back_to=journey.back(state, journey.RESULT),
    )


def post(visit: Visit) -> Answer:
    """Choose the financial year of the rates."""
    state, year = journey.answers(visit), visit.form.get("year", "")
    if re.fullmatch(r"20\d\d-\d\d", year):
        journey.save(visit, {**state, "year": year})
    return visit.redirect(journey.RESULT)


def in_words(year: str) -> str:
    """`2026 to 2027` for `2026-27`."""
    return f"{year[:4]} to {year[:2]}{year[5:]}"


def _refused(visit: Visit, state: journey.Answers, problem: Refusal) -> Answer:
    if any(error.field == "on" for error in problem.errors):
        return _no_figures(visit, state, problem)
    if problem.status == 422:
        return check_page.show_refusal(visit, state, problem)
    return error_page(
        visit,
        problem.status,
        "We could not work it out just now",
        refusal_text(problem),
        link=(journey.CHECK, "Go back to my answers"),
    )


def _no_figures(visit: Visit, state: journey.Answers, problem: Refusal) -> Answer:
    """The page that says that there are no rates for this financial year, and offers the year before."""
    refused = int(state["year"][:4]) if state.get("year") else financial_year(visit.today)
    before = f"{refused - 1}-{refused % 100:02}"
    said = next(error.message for error in problem.errors if error.field == "on")
    return visit.page(
        "care/costs_result/no_figures.html",
        422,
        said=said,
        here=journey.RESULT,
        before=before,
        year=in_words(before),
    )


def financial_year(day: date) -> int:
    """The calendar year in which the day's financial year began, on 6 April."""
    return day.year if (day.month, day.day) >= (4, 6) else day.year - 1
