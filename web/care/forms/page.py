"""All care forms: who may send each, how long it takes, what to have ready."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    forms = visit.care.requests.forms()
    if isinstance(forms, Refusal):
        return refusal_page(visit, forms)
    groups = {
        "For yourself or somebody you help": [one for one in forms if not one.professionals_only],
        "For professionals": [one for one in forms if one.professionals_only],
    }
    return visit.page("care/forms/page.html", groups=groups)
