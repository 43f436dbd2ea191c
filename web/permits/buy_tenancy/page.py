"""Buying a permit that ends with a tenancy: its last day."""

from web import dates
from web.api.client import Refusal
from web.forms import Form
from web.permits.buy import journey
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
HERE = "/permits/buy/tenancy"
FIELDS = dates.fields("tenancy")
THEIR_NAMES = {"tenancy_ends_on": "tenancy_day"}


def get(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if earlier := _elsewhere(state):
        return visit.redirect(earlier)
    return page(visit, state, Form.of(FIELDS, dates.to_fields("tenancy", state.get("tenancy_ends_on", ""))))


def post(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if earlier := _elsewhere(state):
        return visit.redirect(earlier)
    form, ends_on = dates.parse(Form.of(FIELDS, visit.form), "tenancy", "the last day of the tenancy")
    if form.errors:
        return page(visit, state, form)
    state = {**state, "tenancy_ends_on": ends_on}
    journey.save(visit, state)
    return visit.redirect(journey.next_page(state))


def show_refusal(visit: Visit, state: journey.Answers, problem: Refusal) -> Answer:
    """The application was refused because of this day."""
    form = Form.of(FIELDS, dates.to_fields("tenancy", state.get("tenancy_ends_on", "")))
    return page(visit, state, form.with_refusal(problem, names=THEIR_NAMES))


def page(visit: Visit, state: journey.Answers, form: Form) -> Answer:
    return visit.page("permits/buy_tenancy/page.html", 422 if form.errors else 200, form=form, state=state)


def _elsewhere(state: journey.Answers) -> str | None:
    """The page that is due where this one is not."""
    return journey.before(state, HERE) or (None if state.get("tenancy") else journey.next_page(state))
