"""Check for enforcement officers whether a vehicle may park in a zone now."""

from web.api.client import Refusal
from web.errors import wrong_role
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("vrm", "zone")


def get(visit: Visit) -> Answer:
    return visit.page("officer/vehicle_check/page.html", form=Form.of(FIELDS, {}), checked=None)


def post(visit: Visit) -> Answer:
    form = Form.of(FIELDS, visit.form).require({"vrm": "Enter the registration."})
    checked = None if form.errors else visit.officer.check_vehicle(form["vrm"], form["zone"])
    if isinstance(checked, Refusal):
        if checked.code == "wrong_role":
            return wrong_role(visit)
        form, checked = form.with_refusal(checked), None
    return visit.page("officer/vehicle_check/page.html", 422 if form.errors else 200, form=form, checked=checked)
