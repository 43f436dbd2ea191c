"""A forgotten password, last step: the code and the new password."""

from web import codes, cookies
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"
NEEDED = {"code": codes.NEEDED, "new_password": "Choose a password."}
START = ("/forgotten-password", "Start again")


def get(visit: Visit) -> Answer:
    return show(visit, Form.of(NEEDED, {}))


def post(visit: Visit) -> Answer:
    state = visit.get_state(cookies.RESET)
    form = Form.of(NEEDED, visit.form).require(NEEDED)
    if state is None or form.errors:
        return show(visit, form)
    refused = visit.sessions.reset_password(state["id"], form["code"], form["new_password"])
    if refused:
        over = codes.ended_page(visit, refused, cookies.RESET, START)
        return over or show(visit, codes.with_refusal(form, refused), alive=refused.code not in codes.UNUSABLE)
    visit.sign_out_and_clear()
    return visit.redirect("/sign-in", notice="password_reset")


def show(visit: Visit, form: Form, *, alive: bool = True) -> Answer:
    """The page, or the one that has to come before it."""
    state = visit.get_state(cookies.RESET)
    code = state and codes.code_details(state, visit.now)
    if not state or not code:
        return visit.redirect("/forgotten-password")
    status = 422 if form.errors else 200
    email = state.get("email", "")
    return visit.page(
        "account/forgotten_password_new/page.html", status, form=form, code=code, alive=alive, email=email
    )
