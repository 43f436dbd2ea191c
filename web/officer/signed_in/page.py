"""The address to which the staff pool redirects an officer, with a code that is exchanged for their tokens."""

import hmac

from web import cookies
from web.errors import error_page
from web.officer.first_page import first_page
from web.request import Answer
from web.routes import local_path
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    begun, login = visit.get_state(cookies.OFFICER_LOGIN), visit.site.staff_login
    code, state = visit.request.query.get("code", ""), visit.request.query.get("state", "")
    if login is None or not code or not begun or not hmac.compare_digest(begun["id"].encode(), state.encode()):
        return _not_finished(visit)
    tokens = login.exchange(code, begun.get("verifier", ""))
    if tokens is None:
        return _not_finished(visit)
    visit.officer_sign_in(tokens)
    return visit.redirect(local_path(begun.get("next", ""), "officer", "") or first_page(tokens.access))


def _not_finished(visit: Visit) -> Answer:
    visit.delete_cookies(cookies.OFFICER_LOGIN)
    return error_page(
        visit,
        400,
        "You are not signed in",
        "The sign-in was not finished, took too long, or was begun in another browser. Try again.",
        link=("/officer", "Sign in from the start"),
    )
