"""Another type of permit than the one applied for, until it is paid. The application is withdrawn and its answers are
kept.
"""

from web.api.client import Refusal
from web.errors import refusal_page
from web.permits.buy import journey
from web.permits.withdraw.page import withdraw
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    if permit.status != "awaiting_payment":
        return visit.redirect(f"/permits/{permit.permit_id}")
    return visit.page("permits/change_type/page.html", permit=permit)


def post(visit: Visit) -> Answer:
    withdrawn = withdraw(visit)
    if isinstance(withdrawn, Answer):
        return withdrawn
    journey.save(visit, journey.of(withdrawn))
    return visit.redirect("/permits/buy")
