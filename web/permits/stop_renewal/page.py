"""Stopping an automatic renewal with one button, by the link in its announcement and without signing in.

The link's token follows a `#`, so that no server and no log sees it. Our script puts it into the form; without
JavaScript the link is pasted from the email. Opening the page changes nothing.
"""

from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(("token",), {}))


def post(visit: Visit) -> Answer:
    form = Form.of(("token",), visit.form).require({"token": "Paste the link from our email into this field."})
    if form.errors:
        return _page(visit, form)
    refused = visit.permits.stop_auto_renewal(form["token"])
    if refused:
        return _page(visit, form.with_refusal(refused))
    return visit.redirect("/", notice="renews_no_more")


def _page(visit: Visit, form: Form) -> Answer:
    return visit.page("permits/stop_renewal/page.html", 422 if form.errors else 200, form=form)
