"""My account: what is due first, then what one can do."""

from web import waiting
from web.permits.buy import journey
from web.permits.words import summary
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    account = visit.accounts.mine()
    found = waiting.find(visit)
    return visit.page(
        "account/home/page.html",
        account=account,
        due=found.due,
        permits=[(permit, summary(permit, visit.today)) for permit in found.permits],
        buying=journey.begun(visit),
    )
