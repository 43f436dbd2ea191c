"""Buying a permit: the vehicle's registration. An unlikely one is asked back, never changed."""

from web.api.client import Refusal
from web.forms import Form
from web.permits.buy import journey
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
HERE = "/permits/buy/vehicle"
FIELDS = ("vrm", "confirmed")
NEEDED = {"vrm": "Enter the vehicle’s registration."}


def get(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := journey.elsewhere(visit, state, HERE):
        return elsewhere
    return page(visit, state, Form.of(FIELDS, {"vrm": state.get("vrm", "")}))


def post(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := journey.elsewhere(visit, state, HERE):
        return elsewhere
    form = Form.of(FIELDS, visit.form).require(NEEDED)
    if form.errors:
        return page(visit, state, form)
    doubted = state.get("doubted") == form["vrm"]
    if doubted and form["confirmed"] != "yes":
        message = "Correct the registration, or tick the box if it is right as it stands."
        return page(visit, state, form.with_error("vrm", message))
    # A confirmation is for the registration that was doubted, for no other.
    state = {**journey.without(state, "doubted", "doubt"), "vrm": form["vrm"], "confirmed": "yes" if doubted else ""}
    journey.save(visit, state)
    return visit.redirect(journey.next_page(state))


def show_refusal(visit: Visit, state: journey.Answers, problem: Refusal) -> Answer:
    """The application was refused because of this registration."""
    form = Form.of(FIELDS, {"vrm": state.get("vrm", "")})
    return page(visit, state, form.with_refusal(problem) if problem.errors else form.with_error("vrm", problem.detail))


def page(visit: Visit, state: journey.Answers, form: Form) -> Answer:
    return visit.page(
        "permits/buy_vehicle/page.html",
        422 if form.errors else 200,
        form=form,
        state=state,
        doubted=state.get("doubted", ""),
    )
