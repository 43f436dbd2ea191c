"""Notices that did not arrive by any channel, or not by the letter that was chosen, or that somebody needs in a format
that is made by hand: officers ring or write, as far as that is safe.
"""

from urllib.parse import urlencode

from web.api.client import Refusal
from web.errors import refusal_page, wrong_role
from web.request import Answer
from web.visit import Visit
from web.words import reach

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    found = visit.officer.undelivered(visit.request.query.get("next", ""))
    if isinstance(found, Refusal):
        return wrong_role(visit) if found.code == "wrong_role" else refusal_page(visit, found)
    return visit.page(
        "officer/undelivered/page.html",
        notices=found.items,
        reach=reach,
        next=f"/officer/undelivered?{urlencode({'next': found.next})}" if found.next else "",
    )
