"""Buying a permit, first page: the type, which can be changed until the permit is paid."""

from web.api.client import Refusal
from web.api.permit_catalogue import Catalogue
from web.forms import Form
from web.permits.buy import journey
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(("permit_type",), journey.answers(visit)), visit.permits.catalogue())


def post(visit: Visit) -> Answer:
    if elsewhere := journey.elsewhere(visit, journey.answers(visit), "/permits/buy"):
        return elsewhere
    catalogue = visit.permits.catalogue()
    form = Form.of(("permit_type",), visit.form).require({"permit_type": "Choose a type of permit."})
    chosen = catalogue.get(form["permit_type"])
    if form.errors:
        return _page(visit, form, catalogue)
    if chosen is None:
        return _page(
            visit, form.with_error("permit_type", "This type is not on sale any more. Choose another."), catalogue
        )
    state = journey.price(visit, journey.choose(journey.answers(visit), chosen))
    if isinstance(state, Refusal):
        return _page(visit, form.with_refusal(state), catalogue)
    journey.save(visit, state)
    return visit.redirect(journey.after_price(state))


def _page(visit: Visit, form: Form, catalogue: Catalogue) -> Answer:
    status = 422 if form.errors else 200
    state = journey.answers(visit)
    return visit.page("permits/buy/page.html", status, form=form, catalogue=catalogue, state=state)
