"""Answering what the care team asked about a request."""

from web.api.client import Refusal
from web.care.request_page.journey import Asked, open_request, why_not
from web.forms import Form, idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
NEEDED = {"text": "Write your answer."}


def get(visit: Visit) -> Answer:
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    return _page(visit, asked, Form.of(NEEDED, {})) if "reply" in asked.request.can else visit.redirect(asked.here)


def post(visit: Visit) -> Answer:
    asked, form = open_request(visit), Form.of(NEEDED, visit.form)
    if isinstance(asked, Answer):
        return asked
    replied = visit.care.requests.reply(asked.request.request_id, form["text"], idempotency_key(visit.form))
    if not isinstance(replied, Refusal):
        return visit.redirect(asked.here)
    if replied.code == "invalid_input":
        return _page(visit, asked, form.with_refusal(replied, blank=NEEDED))
    return why_not(visit, replied)


def _page(visit: Visit, asked: Asked, form: Form) -> Answer:
    return visit.page("care/request_reply/page.html", 422 if form.errors else 200, form=form, asked=asked)
