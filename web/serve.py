"""One visit, from request to answer. Pure: time, randomness and the API are arguments."""

from datetime import datetime

from web import csrf, errors, routes, security
from web.api.client import SignInAgain, Transport, Unavailable
from web.request import Answer, Request
from web.visit import Randomness, Site, Visit


def handle(request: Request, transport: Transport, *, now: datetime, randomness: Randomness, site: Site) -> Answer:
    """The answer to a request, with every security header."""
    visit = Visit(request, site, transport, now=now, randomness=randomness)
    answer = _answer(visit)
    answer.headers = {**security.headers(site.origins), **answer.headers}
    return answer


def _answer(visit: Visit) -> Answer:
    request = visit.request
    origin_secret = visit.site.origin_secret
    if origin_secret is not None and not origin_secret.is_shown_in(request.headers):
        return errors.not_our_front(visit)
    page = routes.find(request.path)
    if page is None:
        return errors.not_found(visit)
    show = page.method(request.method)
    if show is None:
        return errors.wrong_method(visit, page.allowed)
    # Trust before reach: what a foreign site sent must not come back as a form of ours.
    visit.path_params = page.path_params
    refused = _not_trusted(visit) or _not_reachable(visit, page.access)
    return refused or _shown(visit, show)


def _not_reachable(visit: Visit, access: routes.Access) -> Answer | None:
    if access == "signed-out" and visit.signed_in:
        return visit.redirect(routes.HOME)
    if access == "signed-in" and not visit.signed_in:
        if visit.request.method == "POST":
            return errors.session_ended_while_sending(visit)
        return visit.redirect(f"/sign-in?next={visit.request.path}")
    if access == "officer" and not visit.officer_signed_in:
        if visit.request.method == "POST":
            return errors.session_ended_while_sending(visit)
        return visit.redirect(f"/officer?next={visit.request.path}")
    return None


def _not_trusted(visit: Visit) -> Answer | None:
    request = visit.request
    if request.method != "POST":
        return None
    if request.form is None:
        return errors.unreadable(visit)
    secret = request.cookies.get(visit.csrf_cookie, "")
    posted = request.form.get(csrf.FIELD, "")
    return None if csrf.matches(secret, posted, visit.site.csrf_key) else errors.not_from_here(visit)


def _shown(visit: Visit, show: routes.Show) -> Answer:
    try:
        return show(visit)
    except SignInAgain:
        (visit.officer_sign_out if visit.for_officers else visit.sign_out)()
        if visit.request.method == "POST":
            return errors.session_ended_while_sending(visit)
        ended = "/officer" if visit.for_officers else "/session-ended"
        return visit.redirect(f"{ended}?next={visit.request.path}")
    except Unavailable as cause:
        answer = errors.unavailable(visit)
        answer.cause = str(cause)
        return answer
