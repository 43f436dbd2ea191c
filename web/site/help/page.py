"""Questions about signing in, permits, payments and the care forms."""

from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    return visit.page("site/help/page.html")
