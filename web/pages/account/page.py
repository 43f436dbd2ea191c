"""My account: what is due first, then what one can do."""

from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    return visit.page("pages/account/page.html", account=visit.accounts.get_account())
