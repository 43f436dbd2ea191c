"""Buying a permit: its first day. A new quote is asked for, because the price depends on the first day."""

from datetime import timedelta

from web import dates
from web.api.client import Refusal
from web.forms import Form
from web.permits.buy import journey
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
HERE = "/permits/buy/start"
FIELDS = dates.fields("start")
THEIR_NAMES = {"start_date": "start_day"}
AHEAD = timedelta(days=30)


def get(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := journey.elsewhere(visit, state, HERE):
        return elsewhere
    return page(visit, state, Form.of(FIELDS, dates.to_fields("start", state.get("start") or visit.today.isoformat())))


def post(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := journey.elsewhere(visit, state, HERE):
        return elsewhere
    form, start = dates.parse(Form.of(FIELDS, visit.form), "start", "the first day")
    if form.errors:
        return page(visit, state, form)
    dated = {**state, "start": start}
    # An application made again has no quote: its price is checked when it is sent.
    priced = dated if state.get("again") else journey.price(visit, dated)
    if isinstance(priced, Refusal):
        return page(visit, state, form.with_refusal(priced, names=THEIR_NAMES))
    journey.save(visit, priced)
    dearer = priced.get("price") != state.get("price")
    return visit.redirect("/permits/buy/price" if dearer else journey.next_page(priced))


def show_refusal(visit: Visit, state: journey.Answers, problem: Refusal) -> Answer:
    """The page after the application was refused because of the first day."""
    form = Form.of(FIELDS, dates.to_fields("start", state.get("start", "")))
    return page(visit, state, form.with_refusal(problem, names=THEIR_NAMES))


def page(visit: Visit, state: journey.Answers, form: Form) -> Answer:
    example = visit.today + AHEAD / 2
    return visit.page(
        "permits/buy_start/page.html",
        422 if form.errors else 200,
        form=form,
        state=state,
        first=visit.today.isoformat(),
        last=(visit.today + AHEAD).isoformat(),
        example=f"{example.day} {example.month} {example.year}",
    )
