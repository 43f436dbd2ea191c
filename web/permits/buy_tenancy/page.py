"""Buying a permit that ends with a tenancy: the tenancy's last day."""

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
    if elsewhere := _elsewhere(visit, state):
        return elsewhere
    return page(visit, state, Form.of(FIELDS, dates.to_fields("tenancy", state.get("tenancy_ends_on", ""))))


def post(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := _elsewhere(visit, state):
        return elsewhere
    form, ends_on = dates.parse(Form.of(FIELDS, visit.form), "tenancy", "the last day of the tenancy")
    if form.errors:
        return page(visit, state, form)
    state = {**state, "tenancy_ends_on": ends_on}
    journey.save(visit, state)
    return visit.redirect(journey.next_page(state))


def show_refusal(visit: Visit, state: journey.Answers, problem: Refusal) -> Answer:
    """The page after the application was refused because of the tenancy's last day."""
    form = Form.of(FIELDS, dates.to_fields("tenancy", state.get("tenancy_ends_on", "")))
    return page(visit, state, form.with_refusal(problem, names=THEIR_NAMES))


def page(visit: Visit, state: journey.Answers, form: Form) -> Answer:
    return visit.page("permits/buy_tenancy/page.html", 422 if form.errors else 200, form=form, state=state)


def _elsewhere(visit: Visit, state: journey.Answers) -> Answer | None:
    """The answer if this page cannot be used now, for example because no tenancy's end is needed; else None."""
    if elsewhere := journey.elsewhere(visit, state, HERE):
        return elsewhere
    return None if state.get("tenancy") else visit.redirect(journey.next_page(state))
