"""Estimating the cost of care: an introduction, and the button to start or continue."""

from web import cookies
from web.care.costs import journey
from web.care.costs.questions import QUESTIONS
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    state = journey.answers(visit)
    go_on = journey.next_page(state) if len(state) > 1 else ""
    return visit.page("care/costs/page.html", go_on=go_on, video=visit.site.estimator_video)


def post(visit: Visit) -> Answer:
    """Delete the answers and start with the first question."""
    visit.delete_cookies(cookies.ESTIMATE)
    return visit.redirect(QUESTIONS[0].address)
