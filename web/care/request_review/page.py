"""Asking for a review of a no."""

from web.api.client import Refusal
from web.care.request_page.journey import Asked, open_request, why_not
from web.forms import Form, idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
NEEDED = {"why": "Say why you do not agree."}


def get(visit: Visit) -> Answer:
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    return _page(visit, asked, Form.of(NEEDED, {})) if "review" in asked.request.can else visit.redirect(asked.here)


def post(visit: Visit) -> Answer:
    asked, form = open_request(visit), Form.of(NEEDED, visit.form)
    if isinstance(asked, Answer):
        return asked
    done = visit.care.requests.ask_for_review(asked.request.request_id, form["why"], idempotency_key(visit.form))
    if not isinstance(done, Refusal):
        return visit.redirect(asked.here)
    if done.code == "invalid_input":
        return _page(visit, asked, form.with_refusal(done, blank=NEEDED))
    return why_not(visit, done)


def _page(visit: Visit, asked: Asked, form: Form) -> Answer:
    return visit.page("care/request_review/page.html", 422 if form.errors else 200, form=form, asked=asked)
