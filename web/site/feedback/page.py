"""Feedback on the page that the visitor came from. Every page links here."""

from web.forms import Form
from web.request import Answer
from web.routes import PAGES
from web.visit import Visit

ACCESS = "anyone"
FIELDS = ("satisfaction", "comment", "page")
ADDRESSES = {name: address for address, name in PAGES.items()}
"""The address of each page, as written in `routes.py`: parameters such as ids are not passed on."""


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(FIELDS, visit.request.query))


def post(visit: Visit) -> Answer:
    form = Form.of(FIELDS, visit.form).require({"satisfaction": "Choose how satisfied you are."})
    if form.errors:
        return _page(visit, form)
    refused = visit.feedback.give(form["satisfaction"], form["comment"], ADDRESSES.get(form["page"], "/"))
    if refused:
        return _page(visit, form.with_refusal(refused))
    return visit.redirect("/", notice="feedback_sent")


def _page(visit: Visit, form: Form) -> Answer:
    about = ADDRESSES.get(form["page"])
    return visit.page("site/feedback/page.html", 422 if form.errors else 200, form=form, about=about)
