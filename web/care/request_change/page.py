"""Telling the care team unasked that something has changed, or that the person has moved away."""

from web.api.client import Refusal
from web.care.request_page.journey import Asked, open_request, why_not
from web.forms import Form, idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
FIELDS = ("what", "text")
OTHER, MOVED = "other", "moved"
CAN = {"report_change": OTHER, "report_move": MOVED}
"""What can be told, by what the request allows."""
NOT_TOLD = (
    "We have not got what you wrote: something has happened to your request since. Copy your words, then go back to "
    "the request: it says what we ask, or how it ended. If in doubt, call us."
)


def get(visit: Visit) -> Answer:
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    return _page(visit, asked, Form.of(FIELDS, {})) if _possible(asked) else visit.redirect(asked.here)


def post(visit: Visit) -> Answer:
    asked, form = open_request(visit), Form.of(FIELDS, visit.form)
    if isinstance(asked, Answer):
        return asked
    form = form.require({"text": "Write what has changed."})
    if form["what"] in CAN.values() and form["what"] not in _possible(asked):
        form = form.with_error("", NOT_TOLD)
    elif form["what"] not in _possible(asked):
        form = form.with_error("what", "Choose what has changed.")
    if form.errors:
        return _page(visit, asked, form)
    done = visit.care.requests.report_change(
        asked.request.request_id, form["text"], idempotency_key(visit.form), moved_away=form["what"] == MOVED
    )
    if not isinstance(done, Refusal):
        return visit.redirect(asked.here, notice="change_told")
    if done.code in {"invalid_input", "too_many_messages"}:
        return _page(visit, asked, form.with_refusal(done))
    return why_not(visit, done)


def _possible(asked: Asked) -> list[str]:
    return [what for can, what in CAN.items() if can in asked.request.can]


def _page(visit: Visit, asked: Asked, form: Form) -> Answer:
    return visit.page(
        "care/request_change/page.html", 422 if form.errors else 200, form=form, asked=asked, possible=_possible(asked)
    )
