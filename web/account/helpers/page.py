"""The resident's helpers, and the people whom the resident helps. One button ends each."""

from portal.audit_events import HELPER
from web import cookies
from web.api.client import Refusal, Unavailable
from web.api.records import Event
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
WHO = {
    "family": "Family",
    "friend": "Friend",
    "neighbour": "Neighbour",
    "carer": "Carer",
    "advocate": "Advocate",
    "attorney": "Attorney",
    "other": "Somebody else",
}


LATELY = 5
"""How many of the newest acts of a helper are shown."""


def get(visit: Visit) -> Answer:
    both = visit.helpers.all()
    if isinstance(both, Refusal):
        return refusal_page(visit, both)
    did = _did(visit) if both.named else []
    return visit.page("account/helpers/page.html", named=both.named, helping=both.helping, did=did, who=WHO)


def _did(visit: Visit) -> list[Event] | None:
    """What helpers did lately, newest first; None if that cannot be read now, which keeps nobody from ending it."""
    try:
        events = visit.records.activity()
    except Unavailable:
        return None
    return None if isinstance(events, Refusal) else [one for one in events.items if one.who == HELPER][:LATELY]


def post(visit: Visit) -> Answer:
    helper_id, action = visit.form.get("helper_id", ""), visit.form.get("action")
    if action == "act":
        return _act(visit, helper_id)
    if action == "stop":
        visit.delete_cookies(cookies.ACTING)
        return visit.redirect("/account/helpers")
    problem = visit.helpers.end(helper_id) if helper_id else None
    if problem and problem.code != "not_found":  # already ended, which is the wanted result
        return refusal_page(visit, problem)
    visit.delete_cookies(cookies.ACTING)
    return visit.redirect("/account/helpers", notice="helper_ended")


def _act(visit: Visit, helper_id: str) -> Answer:
    both = visit.helpers.all()
    if isinstance(both, Refusal):
        return refusal_page(visit, both)
    helped = next((one for one in both.helping if one.helper_id == helper_id), None)
    if helped is None:
        return visit.redirect("/account/helpers", notice="helping_over")
    visit.set_state(cookies.ACTING, {"id": helped.helper_id, "name": helped.name})
    return visit.redirect("/care/requests")
