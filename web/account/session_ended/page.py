"""Tells that the session has ended, and offers to sign in again and continue."""

from web.request import Answer
from web.routes import local_path
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    wanted = local_path(visit.request.query.get("next", ""))
    if visit.signed_in:  # another tab is still signed in or signed in again
        return visit.redirect(wanted)
    return visit.page("account/session_ended/page.html", wanted=wanted)
