"""Error pages. Each says in plain words what went wrong and what to do."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from web import csrf
from web.api.client import Refusal
from web.forms import NEVER_KEPT
from web.request import Answer, End
from web.teams import CUSTOMER_SERVICE
from web.visit import Visit
from web.words import by, refusal_text

NOT_SENT_AGAIN = NEVER_KEPT | {"uri", csrf.FIELD}
"""Fields that a page does not send a second time. `uri` holds the secret of an authenticator app."""
IF_URGENT = f"If it is urgent, call our {CUSTOMER_SERVICE.name} on {CUSTOMER_SERVICE.phone}."
STILL_CLOSED = 600
"""The Retry-After, in seconds, once the announced end of the maintenance has passed."""


def error_page(visit: Visit, status: int, title: str, *words: str, link: tuple[str, str] | None = None) -> Answer:
    """A page with a title, sentences, and one link to go on (`address`, `text`); the link leads to the start page by
    default.
    """
    end = End(status, title, words, link or ("/", "Go to the start page"))
    return end_page(visit, end)


def end_page(visit: Visit, end: End) -> Answer:
    """The page that shows this `End`."""
    answer = visit.page("layout/error.html", end.status, title=end.title, words=end.words, link=end.link)
    answer.end = end
    return answer


def not_found(visit: Visit) -> Answer:
    return error_page(
        visit,
        404,
        "Page not found",
        "If you typed the address, check that it is right. If you followed a link, it may be out of date.",
        link=("/officer", "Go to the officers’ first page") if visit.for_officers else None,
    )


def wrong_method(visit: Visit, allowed: str) -> Answer:
    answer = error_page(visit, 405, "This address is not a page", "It only takes what a form on another page sends.")
    answer.headers["Allow"] = allowed
    return answer


def unreadable(visit: Visit) -> Answer:
    return error_page(
        visit,
        400,
        "We could not read what was sent",
        "Go back and send the form again. If it holds very long text, make that shorter.",
    )


def not_from_here(visit: Visit) -> Answer:
    """The page for a form whose CSRF field does not fit the browser: another tab signed out, or cookies are blocked."""
    return error_page(
        visit,
        403,
        "This page is out of date",
        "We did not save anything. You may have signed out in another tab, or left the page open for a long time.",
        "Open the page again and fill it in once more. Your browser must accept cookies from this site.",
        link=(visit.request.path, "Open the page again"),
    )


def not_our_front(visit: Visit) -> Answer:
    return error_page(visit, 403, "You cannot open this address", "Use the address that the council has published.")


def closed(visit: Visit, until: datetime) -> Answer:
    """The page shown at every address while the pages are closed for maintenance. Nothing is read from or written to
    the API meanwhile.
    """
    seconds = int((until - visit.now).total_seconds())
    answer = error_page(
        visit,
        503,
        "Sorry, these pages are closed for a while",
        f"We are working on them. They will be back by {by(until.isoformat(), visit.now)}."
        if seconds > 0
        else "We are still working on them. Try again in a few minutes.",
        "What you have sent and paid before is safe. If you were sending a form just now, it has not arrived.",
        f"{IF_URGENT} If somebody is in danger, call 999.",
        link=(visit.request.path, "Try again"),
    )
    answer.headers["Retry-After"] = str(seconds if seconds > 0 else STILL_CLOSED)
    return answer


def unavailable(visit: Visit) -> Answer:
    return error_page(
        visit,
        503,
        "Sorry, there is a problem with the service",
        "Try again in a few minutes. If you were sending a form, check first whether it has arrived.",
        IF_URGENT,
    )


def broken(visit: Visit) -> Answer:
    """The page for an unexpected error. Not 500: CloudFront shows another page for the gateway's 500
    (`docs/decisions/0079-a-crash-is-shown-as-a-page.md`).
    """
    return error_page(
        visit,
        503,
        "Sorry, there is a problem with the service",
        "The problem is ours. Try again later.",
        f"If it happens again, call our {CUSTOMER_SERVICE.name} on {CUSTOMER_SERVICE.phone} and say: "
        f"{visit.request.request_id}.",
    )


def refusal_page(visit: Visit, problem: Refusal, title: str = "We could not do that") -> Answer:
    """The page for a refusal that cannot be shown beside a form."""
    if problem.code == "not_found":
        return not_found(visit)
    if problem.code == "wrong_role":
        return wrong_role(visit)
    return error_page(visit, problem.status, title, refusal_text(problem), link=_home(visit))


def wrong_role(visit: Visit) -> Answer:
    """The page for an officer whose account is not in the group that may do this."""
    return error_page(
        visit,
        403,
        "Your account may not do this",
        "You are signed in, but your account is not in the group that works on this.",
        "If you need it for your work, ask whoever looks after the council’s accounts to add you to the group.",
        link=("/officer", "Go to the officers’ first page"),
    )


def _home(visit: Visit) -> tuple[str, str]:
    return ("/officer", "Go to the officers’ first page") if visit.for_officers else ("/account", "Go to my account")


def session_ended_while_sending(visit: Visit) -> Answer:
    """The page for a form sent after the session had ended. It holds what was sent, for sending it again once signed
    in; shown so only where that is too long for a cookie (`web/views.py`).
    """
    return visit.page("layout/session_ended_while_sending.html", 401, kept=_sent_again(visit.form))


def written_before(visit: Visit, form: Mapping[str, str], here: str) -> Answer:
    """The page with the form that was sent after the session had ended, shown once its writer has signed in again.
    Before that, a page that asks to sign in.
    """
    if visit.officer_signed_in if visit.for_officers else visit.signed_in:
        return visit.page("layout/written_before.html", kept=_sent_again(form))
    sign_in = f"{'/officer' if visit.for_officers else '/sign-in'}?{urlencode({'next': here})}"
    return visit.page("layout/session_ended_while_sending.html", 401, kept=None, sign_in=sign_in)


def _sent_again(form: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in form.items() if name not in NOT_SENT_AGAIN}
