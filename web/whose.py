"""A form is about the person whom its page was about: another tab of the browser may have begun another account, or
act for somebody else by now.
"""

from web import cookies
from web.errors import error_page
from web.request import Answer
from web.visit import Visit

FIELD = "whose"
"""The hidden field that says whom a form is about."""
REGISTERING = frozenset({"/create-account/contact", "/create-account/code", "/create-account/code/send-again"})


def whose(visit: Visit, path: str) -> str:
    """Whom a form that is sent to this path is about: a short hash; empty if that cannot change between tabs."""
    if path.startswith("/care/"):
        acting = visit.acting_for
        return cookies.fingerprint({"id": acting["id"]}) if acting else ""
    if path in REGISTERING:
        return (visit.get_state(cookies.REGISTRATION) or {}).get(FIELD, "")
    return ""


def somebody_elses(visit: Visit) -> Answer | None:
    """The error page for a form that was about somebody else; None if it was not."""
    path = visit.request.path
    if visit.request.method != "POST" or visit.form.get(FIELD, "") == whose(visit, path):
        return None
    if path in REGISTERING and visit.get_state(cookies.REGISTRATION) is None:
        return None  # no account is being created any more: the page sends the browser back to the first step
    if path in REGISTERING:
        return error_page(
            visit,
            409,
            "You began another account in another tab",
            "This page was for the account that you began before, with another email address. Nothing was saved.",
            "Finish the account that you began last, or begin this one again.",
            link=("/create-account", "Create an account"),
        )
    return error_page(
        visit,
        409,
        "For whom you fill in forms has changed",
        "You chose it in another tab, or signed in again. This page was for somebody else: nothing was saved or sent.",
        "Choose again for whom you act. Then you can go back to this page and send it.",
        link=("/account/helpers", "Choose for whom you act"),
    )
