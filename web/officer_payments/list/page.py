"""Payments that wait for an officer, or the one with a given reference."""

from urllib.parse import urlencode

from web.api.answers import ListPage
from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("status", "reference")
STATUSES = {
    "awaiting_second_officer": "Refunds waiting for a second officer",
    "refund_failed": "Refunds that failed",
    "due": "Asked for and not paid",
}


def get(visit: Visit) -> Answer:
    asked = visit.request.query
    form = Form.of(FIELDS, asked)
    status = form["status"] if form["status"] in STATUSES else "awaiting_second_officer"
    form = Form.of(FIELDS, {"status": status, "reference": form["reference"]})
    by = {"reference": form["reference"]} if form["reference"] else {"status": status}
    found = visit.billing.payments({**by, "next": asked.get("next", "")})
    if isinstance(found, Refusal):
        if found.code != "invalid_input" or not form["reference"]:
            return refusal_page(visit, found)
        form, found = form.with_refusal(found), ListPage((), "")
    return visit.page(
        "officer_payments/list/page.html",
        422 if form.errors else 200,
        form=form,
        payments=found.items,
        statuses=STATUSES,
        next=f"/officer/payments?{urlencode({**by, 'next': found.next})}" if found.next else "",
    )
