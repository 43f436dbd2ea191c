"""Notices that did not arrive by any channel, or not by the letter that was chosen, or that somebody needs in a format
that is made by hand: officers ring or write, as far as that is safe.
"""

from urllib.parse import urlencode

from web.api.client import Refusal
from web.api.desk import Undelivered
from web.errors import refusal_page, wrong_role
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
WAYS = {"email": "email", "text": "text message", "post": "letter"}
NO_WAY = "Do not ring or write: nothing is safe. They see it when they sign in"


def get(visit: Visit) -> Answer:
    found = visit.officer.undelivered(visit.request.query.get("next", ""))
    if isinstance(found, Refusal):
        return wrong_role(visit) if found.code == "wrong_role" else refusal_page(visit, found)
    return visit.page(
        "officer/undelivered/page.html",
        notices=found.items,
        reach=_reach,
        next=f"/officer/undelivered?{urlencode({'next': found.next})}" if found.next else "",
    )


def _reach(notice: Undelivered) -> str:
    """How an officer may reach the person."""
    if notice.safe_by is None:
        return "Ring or write"
    ways = [WAYS[way] for way in notice.safe_by] + ["ringing, without leaving a message"] * notice.may_ring
    return f"Only by {' or '.join(ways)}" if ways else NO_WAY
