"""My profile, read-only."""

from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    return visit.page("account/profile/page.html", account=visit.accounts.mine())
