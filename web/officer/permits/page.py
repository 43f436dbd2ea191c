"""The officers' queue: which applications wait, the oldest first."""

from urllib.parse import urlencode

from web.api.client import Refusal
from web.errors import wrong_role
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("status", "zone")
STATUSES = {"in_review": "To be decided", "information_needed": "Waiting for the applicant"}


def get(visit: Visit) -> Answer:
    asked = visit.request.query
    form = Form.of(FIELDS, asked)
    status = form["status"] if form["status"] in STATUSES else "in_review"
    form = Form.of(FIELDS, {"status": status, "zone": form["zone"].upper()})
    after = asked.get("next", "")
    queue = visit.officer.queue(status, form["zone"], after)
    if isinstance(queue, Refusal):
        if queue.code == "wrong_role":
            return wrong_role(visit)
        return _page(visit, form.with_refusal(queue), (), "", first=True)
    return _page(visit, form, queue.items, queue.next, first=not after)


def _page(visit: Visit, form: Form, cases: tuple[object, ...], after: str, *, first: bool) -> Answer:
    kept = {name: form[name] for name in FIELDS if form[name]}
    return visit.page(
        "officer/permits/page.html",
        422 if form.errors else 200,
        form=form,
        cases=cases,
        statuses=STATUSES,
        first=first,
        newest=f"/officer/permits?{urlencode(kept)}",
        next=f"/officer/permits?{urlencode({**kept, 'next': after})}" if after else "",
    )
