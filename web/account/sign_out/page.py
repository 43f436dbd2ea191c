"""Signing out. It takes a form: a browser that prefetches pages would follow a link.

The resident may be leaving a shared computer, so the browser's cookies are dropped whatever the API answers.
"""

from web import errors
from web.api.client import SignInAgain, Unavailable
from web.request import Answer
from web.security import CLEAR_SITE_DATA
from web.visit import Visit

ACCESS = "anyone"


def post(visit: Visit) -> Answer:
    sessions, over_already = visit.sessions, not visit.signed_in
    visit.sign_out_and_clear()
    try:
        ended = over_already or sessions.sign_out() is None
    except SignInAgain:  # the session was already over
        ended = True
    except Unavailable:
        ended = False
    answer = visit.redirect("/signed-out") if ended else _not_ended(visit)
    answer.headers.update(CLEAR_SITE_DATA)
    return answer


def _not_ended(visit: Visit) -> Answer:
    return errors.error_page(
        visit,
        503,
        "You have signed out of this browser only",
        "Nobody can go on in this browser. But we could not end your session on our side: that happens by itself, "
        "when it has not been used for a while.",
        "To end it at once, sign in again and sign out everywhere in your account settings.",
        link=("/sign-in", "Sign in again"),
    )
