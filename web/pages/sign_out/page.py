"""Signing out. Only by a form: a link could be followed by a browser that looks ahead."""

from contextlib import suppress

from web.api.client import SignInAgain
from web.request import Answer
from web.security import FORGET
from web.visit import Visit

ACCESS = "anyone"


def post(visit: Visit) -> Answer:
    sessions = visit.sessions
    visit.leave()
    with suppress(SignInAgain):  # it was over already
        sessions.sign_out()
    answer = visit.go("/signed-out")
    answer.headers.update(FORGET)
    return answer
