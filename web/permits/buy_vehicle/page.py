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
    if earlier := journey.before(state, HERE):
        return visit.redirect(earlier)
    return page(visit, state, Form.of(FIELDS, state))


def post(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if earlier := journey.before(state, HERE):
        return visit.redirect(earlier)
    form = Form.of(FIELDS, visit.form).require(NEEDED)
    doubted = visit.form.get("doubted", "")
    if form.errors:
        return page(visit, state, form)
    if doubted and form["vrm"] == doubted and form["confirmed"] != "yes":
        said = "Correct the registration, or tick the box if it is right as it stands."
        return page(visit, state, form.with_error("vrm", said), doubted=True)
    # A confirmation is for the registration that was doubted, for no other.
    confirmed = "yes" if form["vrm"] == doubted else ""
    state = {**state, "vrm": form["vrm"], "confirmed": confirmed}
    journey.save(visit, state)
    return visit.redirect(journey.next_page(state))


def show_refusal(visit: Visit, state: journey.Answers, problem: Refusal) -> Answer:
    """The application was refused because of this registration."""
    form = Form.of(FIELDS, {"vrm": state.get("vrm", "")})
    form = form.with_refusal(problem) if problem.errors else form.with_error("vrm", problem.detail)
    return page(visit, state, form, doubted=any(error.code == "confirm_vrm" for error in problem.errors))


def page(visit: Visit, state: journey.Answers, form: Form, *, doubted: bool = False) -> Answer:
    return visit.page(
        "permits/buy_vehicle/page.html",
        422 if form.errors else 200,
        form=form,
        state=state,
        doubted=doubted,
    )
