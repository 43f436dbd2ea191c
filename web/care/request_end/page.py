"""Deleting a draft or withdrawing a sent request. The page asks for confirmation first."""

from web.api.client import Refusal
from web.care.request_page.journey import open_request, why_not
from web.forms import idempotency_key
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    if not {"discard", "withdraw"} & set(asked.request.can):
        return visit.redirect(asked.here)
    return visit.page("care/request_end/page.html", asked=asked, request=asked.request)


def post(visit: Visit) -> Answer:
    request_id = visit.path_params["request_id"]
    if visit.form.get("action") == "discard":
        refused = visit.care.requests.discard(request_id)
        return why_not(visit, refused) if refused else visit.redirect("/care/requests")
    done = visit.care.requests.withdraw(request_id, idempotency_key(visit.form))
    return why_not(visit, done) if isinstance(done, Refusal) else visit.redirect(f"/care/requests/{request_id}")
