"""A day's ledger compared with GOV.UK Pay, and the differences, which officers close with an explanation."""

from datetime import date, timedelta

from web.api.answers import path_segment
from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import Form, idempotency_key
from web.officer_payments import words
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("word",)
PLACE = "/officer/payments/reconciliation"


def get(visit: Visit) -> Answer:
    return _page(visit, _day(visit, visit.request.query.get("date", "")), Form.of(FIELDS, {}))


def post(visit: Visit) -> Answer:
    day, case_id = _day(visit, visit.form.get("date", "")), visit.form.get("case_id", "")
    form = Form.of(FIELDS, visit.form).require({"word": "Say what it was."})
    if form.errors:
        return _page(visit, day, form, case_id)
    path = f"reconciliation-cases/{path_segment(case_id or '-')}/closure"
    closed = visit.billing.close_case(path, form["word"], idempotency_key(visit.form))
    if not isinstance(closed, Refusal):
        return visit.redirect(f"{PLACE}?date={day}", notice="case_closed")
    if closed.code in ("wrong_role", "not_found"):
        return refusal_page(visit, closed)
    return _page(visit, day, form.with_refusal(closed), case_id)


def _day(visit: Visit, typed: str) -> str:
    """The typed date; yesterday if it is not a date."""
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        return (visit.today - timedelta(days=1)).isoformat()


def _page(visit: Visit, day: str, form: Form, case_id: str = "") -> Answer:
    """The page. `case_id`: the case whose explanation is missing or was refused; if empty, the first open case shows
    the field.
    """
    found = visit.billing.reconciliation(day)
    if isinstance(found, Refusal):
        return refusal_page(visit, found)
    still_open = [one.case_id for one in found.cases if not one.closed_at]
    shown = date.fromisoformat(day)
    return visit.page(
        "officer_payments/reconciliation/page.html",
        422 if form.errors else 200,
        form=form,
        found=found,
        closing=case_id if case_id in still_open else next(iter(still_open), ""),
        differences=words.DIFFERENCES,
        before=f"{PLACE}?date={shown - timedelta(days=1)}",
        after=f"{PLACE}?date={shown + timedelta(days=1)}" if shown < visit.today - timedelta(days=1) else "",
        place=PLACE,
    )
