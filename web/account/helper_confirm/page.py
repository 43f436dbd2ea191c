"""Confirming that one is a helper, by the code that was emailed."""

from web import codes
from web.errors import error_page
from web.forms import Form
from web.request import Answer
from web.visit import Visit
from web.words import refusal_text

ACCESS = "signed-in"
OVER = frozenset({"not_found", "expired_code", "used_code", "code_not_sent", "too_many_wrong_codes"})
"""Refusals after which only the resident can help, by naming the helper again."""


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(codes.FIELDS, {}))


def post(visit: Visit) -> Answer:
    form = codes.code_form(visit.form)
    if form.errors:
        return _page(visit, form)
    confirmed = visit.helpers.confirm(visit.path_params["helper_id"], form["code"])
    if confirmed is None:
        return visit.redirect("/account/helpers", notice="helping_confirmed")
    if confirmed.code in OVER:
        words = (
            "You may be signed in with another email address than the one we wrote to.",
            "Or the code is of no more use. Then ask whoever wants your help to name you again.",
        )
        link = ("/account/helpers", "Help with forms")
        return error_page(visit, confirmed.status, "This code cannot be used", *words, link=link)
    return _page(visit, form.with_error("code", refusal_text(confirmed)))


def _page(visit: Visit, form: Form) -> Answer:
    helper_id = visit.path_params["helper_id"]
    return visit.page("account/helper_confirm/page.html", 422 if form.errors else 200, form=form, helper_id=helper_id)
