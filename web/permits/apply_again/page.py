"""Applying again after an application failed. The new one starts with the old answers, which can be changed."""

from web.api.client import Refusal
from web.api.permits import Permit
from web.errors import refusal_page
from web.permits import words
from web.permits.buy import journey
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    permit = _over(visit)
    if isinstance(permit, Answer):
        return permit
    return visit.page("permits/apply_again/page.html", permit=permit, money_back=words.money(permit))


def post(visit: Visit) -> Answer:
    permit = _over(visit)
    if isinstance(permit, Answer):
        return permit
    state = journey.repeat(permit)
    journey.save(visit, state)
    return visit.redirect(journey.next_page(state))


def _over(visit: Visit) -> Permit | Answer:
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    return permit if "apply_again" in permit.can else visit.redirect(f"/permits/{permit.permit_id}")
