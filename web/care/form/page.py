"""A form before it is started: who may send it, how long it takes, what to have ready."""

from web.api.client import Refusal
from web.care.starting import kind_of_account, may_start, nothing_to_choose
from web.errors import refusal_page
from web.request import Answer
from web.teams import team_for_form
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    asked = visit.care.requests.form(visit.path_params["form_id"])
    if isinstance(asked, Refusal):
        return refusal_page(visit, asked)
    visit.team = team_for_form(asked.id)
    kind = kind_of_account(visit) if asked.professionals_only else ""
    may = may_start(asked, kind)
    return visit.page(
        "care/form/page.html",
        asked=asked,
        kind=kind,
        may_start=may,
        at_once=may and nothing_to_choose(visit, asked.id),
    )
