"""Account settings: links to everything about the account itself."""

from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    return visit.page("account/settings/page.html", account=visit.accounts.mine())
