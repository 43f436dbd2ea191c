"""Buying a permit: the duration, where there is a choice. Then the price is known."""

from web.api.client import Refusal
from web.api.permit_catalogue import PermitType
from web.forms import Form
from web.permits.buy import journey
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"
HERE = "/permits/buy/duration"


def get(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := journey.elsewhere(visit, state, HERE):
        return elsewhere
    return _page(visit, state, Form.of(("months",), state))


def post(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := journey.elsewhere(visit, state, HERE):
        return elsewhere
    form = Form.of(("months",), visit.form)
    if not form["months"].isdecimal():
        return _page(visit, state, form.with_error("months", "Choose for how long you need the permit."))
    priced = journey.price(visit, {**journey.without(state, "again"), "months": form["months"]})
    if isinstance(priced, Refusal):
        return _page(visit, state, form.with_refusal(priced))
    journey.save(visit, priced)
    return visit.redirect("/permits/buy/price")


def _page(visit: Visit, state: journey.Answers, form: Form) -> Answer:
    chosen: PermitType | None = visit.permits.catalogue(state.get("zone", "")).get(state["permit_type"])
    if chosen is None:
        return visit.redirect("/permits/buy")
    return visit.page(
        "permits/buy_duration/page.html", 422 if form.errors else 200, form=form, chosen=chosen, state=state
    )
