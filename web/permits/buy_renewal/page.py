"""Buying a permit: whether it is to be renewed by itself. Nobody has to."""

from web.forms import Form
from web.permits.buy import journey
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
HERE = "/permits/buy/renewal"


def get(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if earlier := journey.before(state, HERE):
        return visit.redirect(earlier)
    return visit.page("permits/buy_renewal/page.html", form=Form.of(("auto_renew",), state), state=state)


def post(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if earlier := journey.before(state, HERE):
        return visit.redirect(earlier)
    state = {**state, "auto_renew": "yes" if visit.form.get("auto_renew") == "yes" else "no"}
    journey.save(visit, state)
    return visit.redirect(journey.next_page(state))
