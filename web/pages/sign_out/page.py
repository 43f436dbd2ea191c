"""Signing out. Only by a form: a link could be followed by a browser that looks ahead."""

from contextlib import suppress

from web import cookies
from web.api.client import SignInAgain
from web.request import Answer
from web.security import FORGET
from web.visit import Visit

ACCESS = "anyone"


def post(visit: Visit) -> Answer:
    accounts = visit.accounts
    visit.sign_out()
    visit.forget(*cookies.OURS)
    with suppress(SignInAgain):  # it was over already
        accounts.sign_out()
    answer = visit.go("/signed-out")
    answer.headers.update(FORGET)
    return answer
