"""The list of requests whose senders have asked for a copy, until an officer of the team decides whether they may have
one.
"""

from urllib.parse import urlencode

from web.api.client import Refusal
from web.errors import refusal_page, wrong_role
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    waiting = visit.officer.casework.releases(visit.request.query.get("next", ""))
    if isinstance(waiting, Refusal):
        return wrong_role(visit) if waiting.code == "wrong_role" else refusal_page(visit, waiting)
    beside = {"Previous page": waiting.previous, "Next page": waiting.next}
    pages = {words: f"/officer/releases?{urlencode({'next': token})}" for words, token in beside.items() if token}
    return visit.page("officer_care/releases/page.html", waiting=waiting, pages=pages)
