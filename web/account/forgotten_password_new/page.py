"""A forgotten password, last step: the code and the new password."""

from web import codes, cookies
from web.codes import CodePage, ended_page
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"
START = ("/forgotten-password", "Start again")
PAGE = CodePage(
    cookie=cookies.RESET,
    template="account/forgotten_password_new/page.html",
    start="/forgotten-password",
    sends="/forgotten-password",
    fields={"code": codes.NEEDED, "new_password": "Choose a password."},
)


def get(visit: Visit) -> Answer:
    return PAGE.show(visit)


def post(visit: Visit) -> Answer:
    posted = PAGE.posted(visit)
    if isinstance(posted, Answer):
        return posted
    state, form = posted
    refusal = visit.sessions.reset_password(state["id"], form["code"], form["new_password"])
    if refusal:
        return ended_page(visit, refusal, cookies.RESET, START) or PAGE.refuse(visit, form, refusal)
    visit.sign_out_and_clear()
    return visit.redirect("/sign-in", notice="password_reset")
