"""Signing in, second step: "Click to receive your code". Also sends a new one when the first ran out."""

from web import codes, cookies
from web.api.client import Problem
from web.errors import stop
from web.forms import Form
from web.request import Answer
from web.visit import Visit
from web.words import duration

ACCESS = "signed-out"
START = ("/sign-in", "Sign in from the start")


def get(visit: Visit) -> Answer:
    state = visit.state(cookies.SIGN_IN)
    if state is None:
        return visit.go("/sign-in")
    return _page(visit, state, Form.of((), {}))


def post(visit: Visit) -> Answer:
    state = visit.state(cookies.SIGN_IN)
    if state is None:
        return visit.go("/sign-in")
    sent = visit.sessions.send_code(state["id"])
    if isinstance(sent, Problem):
        return _refused(visit, state, sent)
    visit.keep(cookies.SIGN_IN, codes.remember(state, sent, again="expires_at" in state))
    return visit.go("/sign-in/code")


def _refused(visit: Visit, state: dict[str, str], problem: Problem) -> Answer:
    if problem.code == "not_found":
        return too_long(visit)
    return _page(visit, state, Form.of((), {}).refused(problem))


def _page(visit: Visit, state: dict[str, str], form: Form) -> Answer:
    return visit.page("pages/sign_in_send_code/page.html", 422 if form.errors else 200, form=form, state=state)


def too_long(visit: Visit) -> Answer:
    """The sign-in itself has run out."""
    visit.forget(cookies.SIGN_IN)
    return stop(
        visit,
        404,
        "Your sign-in took too long",
        f"For your safety a sign-in has to be finished within {duration(visit.site.lifetimes.sign_in)}. "
        "Nothing is wrong with your account.",
        link=START,
    )
