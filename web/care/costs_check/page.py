"""Estimating the cost of care: check the answers."""

from web.api.client import Refusal
from web.care.costs import inputs, journey, summary
from web.forms import Form, FormError
from web.request import Answer
from web.visit import Visit
from web.words import refusal_text

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if earlier := journey.before(state, journey.CHECK):
        return visit.redirect(earlier)
    return _page(visit, state, ())


def show_refusal(visit: Visit, state: journey.Answers, problem: Refusal) -> Answer:
    """The page with the API's errors, each beside the answer that it belongs to."""
    found = tuple(FormError(inputs.place(state, error.field), error.message) for error in problem.errors)
    return _page(visit, state, found or (FormError("", refusal_text(problem)),))


def _page(visit: Visit, state: journey.Answers, errors: tuple[FormError, ...]) -> Answer:
    rows = summary.rows(state)
    form = Form(tuple(row.id for row in rows), {}, errors)
    return visit.page(
        "care/costs_check/page.html",
        422 if errors else 200,
        form=form,
        rows=rows,
        result=journey.RESULT,
        back_to=journey.back(state, journey.CHECK),
    )
