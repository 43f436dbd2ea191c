"""The resident's sessions. Each can be ended, or all at once."""

from web.errors import refusal_page
from web.request import Answer
from web.security import CLEAR_SITE_DATA
from web.visit import Visit

ACCESS = "signed-in"
HOW = {"email": "a code by email", "authenticator": "a code from your app", "activation": "your new account"}


def get(visit: Visit) -> Answer:
    mine = visit.sessions.mine()
    return visit.page(
        "account/sessions/page.html",
        this=[one for one in mine if one.this_one],
        others=[one for one in mine if not one.this_one],
        how=HOW,
    )


def post(visit: Visit) -> Answer:
    session_id = visit.form.get("session_id", "")
    if not session_id:
        return _everywhere(visit)
    problem = visit.sessions.end(session_id)
    if problem and problem.code != "not_found":  # already ended, which is the wanted result
        return refusal_page(visit, problem)
    return visit.redirect("/account/sessions", notice="session_ended")


def _everywhere(visit: Visit) -> Answer:
    problem = visit.sessions.end_all()
    if problem:
        return refusal_page(visit, problem)
    visit.sign_out_and_clear()
    answer = visit.redirect("/signed-out")
    answer.headers.update(CLEAR_SITE_DATA)
    return answer
