"""What the portal records about a person, and why."""

from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    return visit.page("site/privacy/page.html")
