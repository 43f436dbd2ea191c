"""The care teams' queue: how many requests wait, how many are urgent, since when, and a page of them."""

from urllib.parse import urlencode

from web.api.client import Refusal
from web.errors import refusal_page, wrong_role
from web.forms import Form
from web.officer_care.words import ONLY, STATUSES, URGENT
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    status = visit.request.query.get("status", "")
    only = visit.request.query.get("only", "")
    kept = {"status": status if status in STATUSES else "", "only": only if only in ONLY else ""}
    asked = {"status": kept["status"], kept["only"]: "true"} if kept["only"] else {"status": kept["status"]}
    queue = visit.officer.casework.queue({**asked, "next": visit.request.query.get("next", "")})
    if isinstance(queue, Refusal):
        return wrong_role(visit) if queue.code == "wrong_role" else refusal_page(visit, queue)
    beside = {"Previous page": queue.previous, "Next page": queue.next}
    pages = {
        words: f"/officer/requests?{urlencode({**kept, 'next': token})}" for words, token in beside.items() if token
    }
    return visit.page(
        "officer_care/list/page.html",
        form=Form.of(kept, kept),
        queue=queue,
        statuses=STATUSES,
        only=ONLY,
        urgent=URGENT,
        pages=pages,
    )
