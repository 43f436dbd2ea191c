"""The start page, with links to all services."""

from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    return visit.page("site/start/page.html")
