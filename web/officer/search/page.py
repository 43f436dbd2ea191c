"""Search over all permits, decided ones included. A POST, so that search terms are in no address."""

from web.api.client import Refusal
from web.errors import wrong_role
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("reference", "vrm", "postcode", "house", "email")


def get(visit: Visit) -> Answer:
    return visit.page("officer/search/page.html", form=Form.of(FIELDS, {}), found=None)


def post(visit: Visit) -> Answer:
    form = Form.of(FIELDS, visit.form)
    typed, older_than = {name: form[name] for name in FIELDS if form[name]}, visit.form.get("older_than", "")
    found = visit.officer.search(typed | ({"older_than": older_than} if older_than else {}))
    if not isinstance(found, Refusal):
        return visit.page(
            "officer/search/page.html",
            form=form,
            found=found.items,
            next=found.next,
            older=bool(older_than),
            typed=typed,
        )
    if found.code == "wrong_role":
        return wrong_role(visit)
    return visit.page("officer/search/page.html", 422, form=form.with_refusal(found), found=None)
