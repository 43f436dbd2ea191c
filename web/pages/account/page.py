"""My account: what is due first, then what one can do."""

from web.api.client import Problem, Unavailable
from web.api.permits import PermitSummary
from web.pages.permits.words import needs_resident, summary
from web.pages.permits_buy import journey
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    account = visit.accounts.get_account()
    due = [payment for payment in visit.payments.mine() if payment.owed]
    permits = [permit for permit in _newest(visit) if needs_resident(permit)]
    # A permit that waits to be paid and its payment are one thing to do.
    also = [permit for permit in permits if permit.permit_id not in {payment.for_id for payment in due}]
    visit.found_waiting(len(due) + len(also))
    return visit.page(
        "pages/account/page.html",
        account=account,
        due=due,
        permits=[(permit, summary(permit, visit.today)) for permit in permits],
        buying=journey.begun(visit),
    )


def _newest(visit: Visit) -> tuple[PermitSummary, ...]:
    listed = visit.permits.mine()
    if isinstance(listed, Problem):
        raise Unavailable(f"The API refused to list permits: {listed.code}")
    return listed.items
