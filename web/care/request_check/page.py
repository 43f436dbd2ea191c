"""All answers of a request, to check before sending it."""

from web.api.client import Refusal
from web.care.request_page.journey import Asked, open_request, why_not
from web.forms import Form, idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    return _page(visit, asked, Form.of((), {})) if asked.request.draft else visit.redirect(asked.here)


def post(visit: Visit) -> Answer:
    request_id, version = visit.path_params["request_id"], visit.form.get("version", "")
    sent = visit.care.requests.submit(
        request_id, int(version) if version.isdecimal() else 1, idempotency_key(visit.form)
    )
    if not isinstance(sent, Refusal):
        return visit.redirect(f"/care/requests/{request_id}")
    if sent.code in {"not_found", "care_closed"}:
        return why_not(visit, sent)
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    return (
        _page(visit, asked, Form.of((), {}).with_refusal(sent)) if asked.request.draft else visit.redirect(asked.here)
    )


def _page(visit: Visit, asked: Asked, form: Form) -> Answer:
    return visit.page(
        "care/request_check/page.html", 422 if form.errors else 200, asked=asked, request=asked.request, form=form
    )
