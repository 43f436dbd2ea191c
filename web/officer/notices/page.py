"""What somebody was sent and what became of it."""

from urllib.parse import urlencode

from web.api.client import Refusal
from web.errors import refusal_page, wrong_role
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    account_id = visit.path_params["account_id"]
    found = visit.officer.notices(account_id, visit.request.query.get("next", ""))
    if isinstance(found, Refusal):
        return wrong_role(visit) if found.code == "wrong_role" else refusal_page(visit, found)
    return visit.page(
        "officer/notices/page.html",
        notices=found.items,
        next=f"{visit.request.path}?{urlencode({'next': found.next})}" if found.next else "",
    )
