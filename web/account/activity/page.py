"""What happened in the resident's account: sign-ins, officers who looked at it, notices sent."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    after = visit.request.query.get("next", "")
    listed = visit.records.activity(after)
    if isinstance(listed, Refusal):
        return refusal_page(visit, listed, "This page of the list cannot be shown")
    return visit.page("account/activity/page.html", events=listed.items, next=listed.next, first=not after)
