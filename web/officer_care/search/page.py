"""Search over all sent requests, ended ones included. A POST, so that search terms are in no address."""

from web.api.client import Refusal
from web.errors import wrong_role
from web.forms import Form
from web.officer_care.words import STANDINGS
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("reference", "email")


def get(visit: Visit) -> Answer:
    return visit.page("officer_care/search/page.html", form=Form.of(FIELDS, {}), found=None)


def post(visit: Visit) -> Answer:
    form = Form.of(FIELDS, visit.form)
    found = visit.officer.casework.search({name: form[name] for name in FIELDS if form[name]})
    if not isinstance(found, Refusal):
        return visit.page("officer_care/search/page.html", form=form, found=found, standings=STANDINGS)
    if found.code == "wrong_role":
        return wrong_role(visit)
    return visit.page("officer_care/search/page.html", 422, form=form.with_refusal(found), found=None)
