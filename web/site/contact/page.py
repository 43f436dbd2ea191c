"""How to reach the Customer Service Team."""

from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    return visit.page("site/contact/page.html")
