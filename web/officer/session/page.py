"""Renews an officer's access token: by a redirect on the way to a page, or by the button of the warning before it
ends.
"""

from urllib.parse import parse_qsl, urlencode

from web import cookies
from web.api.client import Unavailable
from web.errors import error_page
from web.officer.first_page import first_page
from web.request import Answer
from web.routes import local_path
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    """Renew the token and redirect to the page asked for. If it cannot be renewed, or the new one is as old, it is kept
    until it ends and not renewed again.
    """
    if not _renewed(visit) or (visit.session_life and visit.session_life.due):
        visit.delete_cookies(cookies.OFFICER_ENDS, cookies.OFFICER_RENEWAL)
    path, _, query = visit.request.query.get("next", "").partition("?")
    shown = local_path(path, "officer", "") or first_page(visit.request.cookies.get(cookies.OFFICER, ""))
    return visit.redirect(f"{shown}?{urlencode(parse_qsl(query))}" if query and shown == path else shown)


def post(visit: Visit) -> Answer:
    if _renewed(visit):
        return visit.no_content()
    return error_page(visit, 409, "You cannot stay signed in", "Finish what you are at, then sign in again.")


def _renewed(visit: Visit) -> bool:
    login, renewal = visit.site.staff_login, visit.request.cookies.get(cookies.OFFICER_RENEWAL, "")
    if login is None or not renewal or visit.session_life is None:
        return False
    try:
        token = login.renew(renewal)
    except Unavailable:
        return False
    if token is not None:
        visit.officer_renew(token)
    return token is not None
