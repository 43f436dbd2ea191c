"""The officers' permit queue: how many cases wait and since when, a page of them, and decisions on several at once."""

from urllib.parse import urlencode

from web.api.client import Refusal
from web.api.desk import BulkResult
from web.api.officer import Queue
from web.errors import refusal_page, wrong_role
from web.forms import Form, idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("status", "kind", "zone", "permit_type", "only", "order")
STATUSES = {"in_review": "To be decided", "information_needed": "Waiting for the applicant"}
TYPES = ("resident", "disabled_resident", "motorcycle", "temporary_resident", "student")
KINDS = {"application": "Applications", "vehicle_change": "Vehicle changes", "address_change": "Address changes"}
ONLY = {
    "mine": "Mine",
    "answered": "Answered",
    "no_answer": "No answer came",
    "hold_ends_today": "Card is charged today",
}
ORDERS = {"oldest": "Longest wait", "hold": "Card is charged first"}
CHOSEN = "chosen_"
"""The prefix of the checkboxes, followed by the permit's id. The value is the version shown."""


def get(visit: Visit) -> Answer:
    return _show(visit, _asked(visit), visit.request.query.get("next", ""))


def post(visit: Visit) -> Answer:
    """Take, question or reject all ticked cases."""
    words = visit.form.get("reason", "").strip() or visit.form.get("ready", "")
    form = Form.of((*FIELDS, "outcome", "reason"), {**_asked(visit).values, **visit.form, "reason": words})
    if form["outcome"] != "take":
        form = form.require({"reason": "Write what the applicants will read."})
    ticked = {name.removeprefix(CHOSEN): seen for name, seen in visit.form.items() if name.startswith(CHOSEN)}
    if not ticked:
        form = form.with_error("", "Tick the cases first.")
    if form["outcome"] not in {"take", "ask", "reject"}:
        form = form.with_error("outcome", "Choose whether you take them, ask or reject.")
    if form.errors:
        return _show(visit, form, "")
    cases = [{"permit_id": one, "version": int(seen) if seen.isdecimal() else 0} for one, seen in ticked.items()]
    if form["outcome"] == "take":
        decided = visit.officer.take(ticked)
    else:
        decision = {"cases": cases, "outcome": form["outcome"], "reason": form["reason"]}
        decided = visit.officer.decide_together(decision, idempotency_key(visit.form))
    if isinstance(decided, Refusal):
        return _show(visit, form.with_refusal(decided), "")
    return _show(visit, _asked(visit), "", decided=decided)


def _asked(visit: Visit) -> Form:
    asked = Form.of(FIELDS, visit.request.query)
    kept = {
        "status": asked["status"] if asked["status"] in STATUSES else "in_review",
        "kind": asked["kind"] if asked["kind"] in KINDS else "",
        "zone": asked["zone"].upper(),
        "permit_type": asked["permit_type"] if asked["permit_type"] in TYPES else "",
        "only": asked["only"] if asked["only"] in ONLY else "",
        "order": asked["order"] if asked["order"] in ORDERS else "oldest",
    }
    return Form.of((*FIELDS, "outcome", "reason"), kept)


def _show(visit: Visit, form: Form, after: str, *, decided: BulkResult | None = None) -> Answer:
    kept = {name: form[name] for name in ("status", "kind", "zone", "permit_type", "order") if form[name]}
    only = {form["only"]: "true"} if form["only"] else {}
    queue = visit.officer.queue({**kept, **only, "next": after})
    if isinstance(queue, Refusal):
        if queue.code == "wrong_role":
            return wrong_role(visit)
        return refusal_page(visit, queue)
    address = "/officer/permits?" + urlencode(kept | ({"only": form["only"]} if form["only"] else {}))
    return visit.page(
        "officer/permits/page.html",
        422 if form.errors else 200,
        form=form,
        queue=queue,
        statuses=STATUSES,
        kinds=KINDS,
        types=TYPES,
        only=ONLY,
        orders=ORDERS,
        reasons=visit.officer.reasons(),
        pages=_pages(queue, address),
        decided=decided,
    )


def _pages(queue: Queue, address: str) -> dict[str, str]:
    beside = {"Previous page": queue.previous, "Next page": queue.next}
    return {words: f"{address}&{urlencode({'next': token})}" for words, token in beside.items() if token}
