"""Estimating the cost of care: deletes the answers."""

from web import cookies
from web.care.costs import journey
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def post(visit: Visit) -> Answer:
    visit.delete_cookies(cookies.ESTIMATE)
    return visit.redirect(journey.START, notice="answers_deleted")
