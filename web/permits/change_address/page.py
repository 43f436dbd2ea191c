"""Another property for a live permit: a change if it is in the same zone, else a new application with the permit's
answers. The holder searches, then chooses; each view keeps everything typed so far.
"""

from collections.abc import Sequence

from web.api.client import Refusal
from web.api.permit_catalogue import Property
from web.api.permits import Change, Permit
from web.errors import refusal_page
from web.forms import Form, idempotency_key
from web.permits.buy import journey
from web.permits.changing import OF_THE_PERMIT, asked_for, changeable
from web.permits.one import page as permit_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
FIELDS = ("postcode", "house", "uprn")
SEARCH = {"postcode": "Enter the postcode.", "house": "Enter the house number or name."}


def get(visit: Visit) -> Answer:
    permit = changeable(visit)
    return permit if isinstance(permit, Answer) else _page(visit, permit, Form.of(FIELDS, {}))


def post(visit: Visit) -> Answer:
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    form, action = Form.of(FIELDS, visit.form), visit.form.get("action")
    if action == "search":
        return _page(visit, permit, form)
    form = form.require(SEARCH)
    if form.errors:
        return _page(visit, permit, form)
    found = visit.permits.properties(form["postcode"], form["house"])
    if isinstance(found, Refusal):
        return _page(visit, permit, form.with_refusal(found))
    if action not in ("choose", "apply"):
        return _page(visit, permit, form, found)
    chosen = next((one for one in found if one.uprn == form["uprn"] and one.zone), None)
    if chosen is None:
        return _page(visit, permit, form.with_error("uprn", "Choose your property."), found)
    return _apply(visit, permit, form, chosen) if action == "apply" else _change(visit, permit, form, chosen)


def _change(visit: Visit, permit: Permit, form: Form, chosen: Property) -> Answer:
    """Ask for the change. For a property in another zone the page offers a new application instead."""
    key = idempotency_key(visit.form)
    change = visit.permits.change(permit.permit_id, "address", {"uprn": chosen.uprn}, key)
    if isinstance(change, Change):
        return asked_for(visit, change)
    if change.code in OF_THE_PERMIT:
        return permit_page.show(visit, permit, change)
    if change.code == "different_zone":
        return _page(visit, permit, form, [chosen], elsewhere=chosen)
    wrong = form.with_refusal(change) if change.errors else form.with_error("uprn", change.detail)
    return _page(visit, permit, wrong, [chosen])


def _apply(visit: Visit, permit: Permit, form: Form, chosen: Property) -> Answer:
    """Begin a new application for the other zone with the answers of this permit."""
    place = {"postcode": form["postcode"], "house": form["house"], "uprn": chosen.uprn}
    shown = {"address": str(chosen.address), "zone": chosen.zone}
    priced = journey.price(visit, {**journey.of(permit), **place, **shown, "moves_from": permit.permit_id})
    if isinstance(priced, Refusal):
        return _page(visit, permit, form.with_refusal(priced), [chosen], elsewhere=chosen)
    journey.save(visit, priced)
    return visit.redirect(journey.after_price(priced))


def _page(
    visit: Visit,
    permit: Permit,
    form: Form,
    found: Sequence[Property] | None = None,
    *,
    elsewhere: Property | None = None,
) -> Answer:
    """The page. `elsewhere`: the chosen property if it is in another zone."""
    return visit.page(
        "permits/change_address/page.html",
        422 if form.errors else 200,
        form=form,
        permit=permit,
        found=found,
        zoned=[one for one in found or () if one.zone],
        outside=[one for one in found or () if not one.zone],
        elsewhere=elsewhere,
    )
