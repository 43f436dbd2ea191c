"""One request, from page lookup to answer. Pure: time, randomness and the API are arguments.

A POST is answered with a redirect, either to another page or to a GET that shows its result (`web/views.py`). Only a
POST refused before it reaches its page (a foreign form, an unreadable one, a wrong method) is answered directly.
"""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from web import cookies, csrf, errors, routes, security, views
from web.api.client import SignInAgain, Transport, Unavailable
from web.request import Answer, Request
from web.settings import Site
from web.views import Outdated, Recorder, Replayer, View
from web.visit import Randomness, Visit
from web.whose import somebody_elses


def handle(request: Request, transport: Transport, *, now: datetime, randomness: Randomness, site: Site) -> Answer:
    """The answer to a request, with every security header."""
    recorder = Recorder(transport)
    visit = Visit(request, site, recorder, now=now, randomness=randomness)
    answer = _answer(visit, recorder)
    answer.headers = {**security.headers(site.origins), **answer.headers}
    return answer


def _answer(visit: Visit, recorder: Recorder) -> Answer:
    request = visit.request
    origin_secret = visit.site.origin_secret
    if origin_secret is not None and not origin_secret.is_shown_in(request.headers):
        return errors.not_our_front(visit)
    if visit.site.closed_until is not None:
        return errors.closed(visit, visit.site.closed_until)
    page = routes.find(request.path)
    if page is None:
        return errors.not_found(visit)
    visit.page_name = page.name
    name = request.query.get(views.PARAMETER, "")
    if name and request.method in ("GET", "HEAD"):
        return _view(visit, recorder, page, name)
    show = page.method(request.method)
    if show is None:
        return errors.wrong_method(visit, page.allowed)
    # CSRF is checked before access: a form that a foreign site sent must not be shown as one of ours.
    visit.path_params = page.path_params
    if untrusted := _not_trusted(visit):
        return untrusted
    answer = _not_reachable(visit, page.access) or somebody_elses(visit) or _shown(visit, show)
    if request.method != "POST" or answer.status in (204, 303):
        return answer
    return _redirect_to_view(visit, recorder, answer)


def _redirect_to_view(visit: Visit, recorder: Recorder, answer: Answer) -> Answer:
    """A redirect to a GET that shows `answer`; the answer itself if its view is too long for a cookie."""
    request = visit.request
    here = visit.officer_signed_in if visit.for_officers else visit.signed_in
    ended = answer.status == 401 and answer.end is None and not here
    shows_replies = answer.end is None and not ended
    view = View(
        form={} if answer.end else views.without_secrets(visit.form),
        replies=tuple(recorder.replies) if shows_replies else (),
        end=answer.end,
        session_ended=ended,
    )
    bound_to = _writer(visit) if ended else visit.bound_to
    value = views.pack(view, visit.now, visit.site.csrf_key, bound_to)
    if value is None:
        return answer
    slot = views.free_slot(request.cookies, request.form.get(views.PARAMETER, "") if request.form else "")
    visit.set_view(slot, value, views.seconds(session_ended=ended))
    onward = visit.redirect(f"{request.path}?{views.PARAMETER}={views.name_of(value)}")
    onward.headers.update(answer.headers)
    onward.cause = answer.cause
    return onward


def _view(visit: Visit, recorder: Recorder, page: routes.Page, name: str) -> Answer:
    """The result of an earlier POST, shown by a GET (`?view=…`). Redirects to the page itself if that view has
    expired.
    """
    request = visit.request
    value = views.find(name, request.cookies)
    view = _kept(visit, value)
    post = page.method("POST")
    if view is None or post is None:
        return visit.redirect(request.path)
    if view.session_ended:
        return visit.without_changes(
            errors.written_before(visit, view.form, f"{request.path}?{views.PARAMETER}={name}")
        )
    if view.end:
        return visit.without_changes(errors.end_page(visit, view.end))
    again = replace(request, method="POST", form=view.form, query={})
    replayer = Replayer(recorder.transport, list(view.replies))
    shown = Visit(again, visit.site, replayer, now=visit.now, randomness=visit.randomness)
    shown.path_params, shown.page_name, shown.replayed = page.path_params, page.name, True
    try:
        answer = _shown(shown, post)
    except Outdated:
        return visit.redirect(request.path)
    return shown.without_changes(answer)


def _kept(visit: Visit, value: str) -> View | None:
    """The view kept for this session, or for the account that wrote the form after its session had ended."""
    bindings = (visit.bound_to, _writer(visit)) if value else ()
    found = (views.unpack(value, visit.now, visit.site.csrf_key, bound_to) for bound_to in bindings)
    return next((view for view in found if view), None)


def _writer(visit: Visit) -> str:
    """What a form sent after its session had ended is bound to: the address, and the CSRF secret, which belongs to an
    account and outlives its sessions (`web/csrf.py`).
    """
    return f"{visit.request.path}|written|{visit.request.cookies.get(visit.csrf_cookie, '')}"


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
    if access == "officer" and visit.request.method == "GET" and visit.session_life and visit.session_life.due:
        wanted = f"{visit.request.path}?{urlencode(visit.request.query)}" if visit.request.query else visit.request.path
        return visit.redirect(f"{cookies.RENEWAL_PATH}?{urlencode({'next': wanted})}")
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
        if visit.for_officers:
            return visit.redirect(f"/officer?next={visit.request.path}", notice="officer_session_ended")
        return visit.redirect(f"/session-ended?next={visit.request.path}")
    except Unavailable as cause:
        answer = errors.unavailable(visit)
        answer.cause = str(cause)
        return answer
