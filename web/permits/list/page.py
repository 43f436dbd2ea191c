"""My permits and applications, newest first."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.permits import words
from web.permits.links import links_of
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    after = visit.request.query.get("next", "")
    listed = visit.permits.mine(after)
    if isinstance(listed, Refusal):
        return refusal_page(visit, listed, "This page of the list cannot be shown")
    shown = [
        (permit, words.summary(permit, visit.today), words.has_to_do(permit), links_of(permit))
        for permit in listed.items
    ]
    return visit.page("permits/list/page.html", shown=shown, next=listed.next, first=not after)
