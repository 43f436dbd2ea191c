"""Removing the authenticator app, after a question whether to."""

from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    return visit.page("account/authenticator_remove/page.html")


def post(visit: Visit) -> Answer:
    problem = visit.accounts.remove_authenticator()
    if problem and problem.code != "not_found":  # already removed, which is the wanted result
        return refusal_page(visit, problem)
    return visit.redirect("/account/settings", notice="authenticator_removed")
