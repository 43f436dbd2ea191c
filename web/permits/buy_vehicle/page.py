"""Buying a permit: the vehicle's registration. If it has no British shape, the page asks whether it is right,
but never changes it (P12).
"""

from portal.cleaning import without_separators
from portal.vrm import NOT_ONE, fits_a_shape, is_registration, looks_mistyped
from web.api.client import Refusal
from web.forms import Form
from web.permits.buy import journey
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
HERE = "/permits/buy/vehicle"
FIELDS = ("vrm",)
NEEDED = {"vrm": "Enter the vehicle’s registration."}


def get(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := journey.elsewhere(visit, state, HERE):
        return elsewhere
    return page(visit, state, Form.of(FIELDS, state))


def post(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := journey.elsewhere(visit, state, HERE):
        return elsewhere
    form = Form.of(FIELDS, visit.form)
    if visit.form.get("action") == "change":
        return page(visit, state, form)
    form = form.require(NEEDED)
    if form.errors:
        return page(visit, state, form)
    vrm = without_separators(form["vrm"]).upper()
    if not is_registration(vrm):
        return page(visit, state, form.with_error("vrm", NOT_ONE))
    # A confirmation counts only for the registration that the page asked about.
    right = visit.form.get("confirmed") == vrm or (state.get("confirmed") == "yes" and state.get("vrm") == form["vrm"])
    if not (right or fits_a_shape(vrm)):
        return page(visit, state, form, doubted=vrm)
    state = {**state, "vrm": form["vrm"], "confirmed": "yes" if right else ""}
    journey.save(visit, state)
    return visit.redirect(journey.next_page(state))


def show_refusal(visit: Visit, state: journey.Answers, problem: Refusal) -> Answer:
    """The page after the application was refused because of the registration."""
    form = Form.of(FIELDS, {"vrm": state.get("vrm", "")})
    return page(visit, state, form.with_refusal(problem) if problem.errors else form.with_error("vrm", problem.detail))


def page(visit: Visit, state: journey.Answers, form: Form, doubted: str = "") -> Answer:
    """The page. `doubted`: a registration without a British shape; the page then asks about it instead of showing
    the field.
    """
    status, lookalike = 422 if form.errors else 200, looks_mistyped(doubted)
    context = {"form": form, "state": state, "doubted": doubted, "lookalike": lookalike}
    return visit.page("permits/buy_vehicle/page.html", status, **context)
