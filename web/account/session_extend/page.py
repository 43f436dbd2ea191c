"""Extends the session, called by the button of the warning before it ends."""

from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def post(visit: Visit) -> Answer:
    visit.sessions.touch()
    return visit.no_content()
