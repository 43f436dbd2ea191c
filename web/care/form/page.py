"""A form before it is started: who may send it, how long it takes, what to have ready."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    asked = visit.care.requests.form(visit.path_params["form_id"])
    return refusal_page(visit, asked) if isinstance(asked, Refusal) else visit.page("care/form/page.html", asked=asked)
