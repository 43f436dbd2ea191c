"""Buying a permit: the price and the documents needed. The pages after this one need an account."""

from web.permits.buy import journey
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if earlier := journey.before(state, "/permits/buy/start"):
        return visit.redirect(earlier)
    chosen = visit.permits.catalogue().get(state["permit_type"])
    if chosen is None:
        return visit.redirect("/permits/buy")
    return visit.page("permits/buy_price/page.html", state=state, chosen=chosen, onward=journey.next_page(state))
