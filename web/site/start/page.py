"""The first page: what one can do here."""

from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    return visit.page("site/start/page.html")
