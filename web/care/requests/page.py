"""My requests for care, including drafts."""

from web import cookies
from web.api.client import Refusal
from web.care.request_page.journey import why_not
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    after = visit.request.query.get("next", "")
    mine = visit.care.requests.mine(after)
    if isinstance(mine, Refusal) and visit.acting and mine.code == "not_found":
        visit.delete_cookies(cookies.ACTING)
        return visit.redirect("/account/helpers", notice="helping_over")
    if isinstance(mine, Refusal):
        return why_not(visit, mine)
    return visit.page("care/requests/page.html", items=mine.items, next=mine.next, first=not after)
