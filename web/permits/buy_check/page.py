"""Buying a permit, last page: check the answers, agree to the terms, apply."""

from collections.abc import Callable, Mapping

from web import cookies, waiting
from web.api.client import Refusal
from web.errors import error_page, refusal_page
from web.forms import Form, idempotency_key
from web.permits.buy import journey
from web.permits.buy_start import page as start_page
from web.permits.buy_tenancy import page as tenancy_page
from web.permits.buy_vehicle import page as vehicle_page
from web.permits.words import AUTO_RENEWAL_CONSENT
from web.request import Answer
from web.visit import Visit
from web.words import refusal_text

ACCESS = "signed-in"
HERE = "/permits/buy/check"
FIELDS = ("auto_renew", "terms")
ASKED_ON: Mapping[str, Callable[[Visit, journey.Answers, Refusal], Answer]] = {
    "start_date": start_page.show_refusal,
    "tenancy_ends_on": tenancy_page.show_refusal,
}
"""The page to show for a refusal of each of these fields."""


def get(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := journey.elsewhere(visit, state, HERE):
        return elsewhere
    return _page(visit, state, Form.of(FIELDS, {}))


def post(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := journey.elsewhere(visit, state, HERE):
        return elsewhere
    form = Form.of(FIELDS, visit.form).require({"terms": "Read the terms and conditions and agree to them."})
    if form.errors:
        return _page(visit, state, form)
    wanted = application(state, renews_itself=form["auto_renew"] == "yes")
    permit = visit.permits.apply(wanted, idempotency_key({**visit.form, "wanted": str(sorted(wanted.items()))}))
    if isinstance(permit, Refusal):
        return _refused(visit, state, form, permit)
    visit.delete_cookies(cookies.QUOTE)
    waiting.refresh(visit)
    return visit.redirect(f"/permits/{permit.permit_id}")


def application(state: journey.Answers, *, renews_itself: bool) -> dict[str, object]:
    """The body of the API's operation to apply."""
    wanted: dict[str, object] = {"from_permit_id": state["again"]} if state.get("again") else {"quote_id": state["id"]}
    wanted |= {
        "vrm": state["vrm"],
        "vrm_confirmed": state.get("confirmed") == "yes",
        "start_date": state["start"],
        "auto_renew": renews_itself,
        "terms_accepted": True,
    }
    if state.get("moves_from") and not state.get("again"):
        wanted["moves_from"] = state["moves_from"]
    if state.get("tenancy"):
        wanted["tenancy_ends_on"] = state["tenancy_ends_on"]
    return wanted


def _refused(visit: Visit, state: journey.Answers, form: Form, problem: Refusal) -> Answer:
    if problem.code == "vehicle_has_permit" or any(error.field == "vrm" for error in problem.errors):
        return vehicle_page.show_refusal(visit, state, problem)
    asked_on = next((ASKED_ON[error.field] for error in problem.errors if error.field in ASKED_ON), None)
    if asked_on is not None:
        return asked_on(visit, state, problem)
    if problem.code == "permit_not_active" or any(error.field == "moves_from" for error in problem.errors):
        return _not_moved(visit, state, problem)
    match problem.code:
        case "not_found":
            return _quote_gone(visit, state)
        case "no_place_free":
            title = "No permit is available for this property"
            link = ("/permits/buy/property", "Choose another property")
        case "unpaid_application":
            title, link = "Another application of yours is not paid yet", ("/permits", "See my permits")
        case "not_over":
            title, link = "That application is still open", ("/permits", "See my permits")
        case "wrong_role":
            return refusal_page(visit, problem)
        case _:
            return _page(visit, state, form.with_refusal(problem, names={"terms_accepted": "terms"}))
    return error_page(visit, problem.status, title, refusal_text(problem), link=link)


def _not_moved(visit: Visit, state: journey.Answers, problem: Refusal) -> Answer:
    """An error page: the permit to be moved has ended or is in the same zone. `moves_from` is dropped, so that the
    resident can apply for one permit more.
    """
    journey.save(visit, journey.without(state, "moves_from"))
    link = ("/permits/buy/check", "Apply for it as another permit")
    return error_page(visit, problem.status, "Your permit cannot be moved like this", refusal_text(problem), link=link)


def _quote_gone(visit: Visit, state: journey.Answers) -> Answer:
    journey.save(visit, {**journey.without(state, "again"), "id": journey.NO_QUOTE})
    return error_page(
        visit,
        404,
        "The price has to be worked out again",
        "A price holds for 24 hours. Nothing was applied for and nothing was paid. Your answers are kept.",
        link=("/permits/buy", "Get the price again"),
    )


def _page(visit: Visit, state: journey.Answers, form: Form) -> Answer:
    return visit.page(
        "permits/buy_check/page.html", 422 if form.errors else 200, form=form, state=state, consent=AUTO_RENEWAL_CONSENT
    )
