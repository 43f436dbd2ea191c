"""Changing the email address, last step: the code sent to the new address."""

from web import cookies
from web.api.accounts import Account
from web.codes import CodePage, ended_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
START = ("/account/email", "Start again")
PAGE = CodePage(
    cookie=cookies.EMAIL_CHANGE,
    template="account/change_email_code/page.html",
    start="/account/email",
    sends="/account/email",
)


def get(visit: Visit) -> Answer:
    return PAGE.show(visit)


def post(visit: Visit) -> Answer:
    posted = PAGE.posted(visit)
    if isinstance(posted, Answer):
        return posted
    state, form = posted
    changed = visit.accounts.confirm_email(state["id"], form["code"])
    if isinstance(changed, Account):
        visit.delete_cookies(cookies.EMAIL_CHANGE)
        return visit.redirect("/account/settings", notice="email_changed")
    return ended_page(visit, changed, cookies.EMAIL_CHANGE, START) or PAGE.refuse(visit, form, changed)
