"""Buying a permit: the property. The buyer searches, then chooses; a single result is chosen at once if it is the house
that was typed.

Each view keeps everything typed so far.
"""

from collections.abc import Sequence
from dataclasses import replace

from portal.address import is_house
from web.api.client import Refusal
from web.api.permit_catalogue import Property
from web.errors import error_page
from web.forms import Form
from web.permits.buy import journey
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"
FIELDS = ("postcode", "house", "uprn")
SEARCH = {"postcode": "Enter the postcode.", "house": "Enter the house number or name."}


def get(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := journey.elsewhere(visit, state, "/permits/buy/property"):
        return elsewhere
    return _page(visit, Form.of(FIELDS, journey.without(state, "uprn")))


def post(visit: Visit) -> Answer:
    state = journey.answers(visit)
    if elsewhere := journey.elsewhere(visit, state, "/permits/buy/property"):
        return elsewhere
    form = Form.of(FIELDS, visit.form)
    if visit.form.get("action") == "search":
        return _page(visit, form)
    form = form.require(SEARCH)
    if form.errors:
        return _page(visit, form)
    found = visit.permits.properties(form["postcode"], form["house"])
    if isinstance(found, Refusal):
        return _page(visit, form.with_refusal(found))
    if visit.form.get("action") != "choose":
        if len(found) != 1 or not (found[0].zone and is_house(found[0].address.lines, form["house"])):
            return _page(visit, form, found)
        form = replace(form, values={**form.values, "uprn": found[0].uprn})
    return _chosen(visit, state, form, found)


def _chosen(visit: Visit, state: journey.Answers, form: Form, found: Sequence[Property]) -> Answer:
    chosen = next((one for one in found if one.uprn == form["uprn"] and one.zone), None)
    if chosen is None:
        return _page(visit, form.with_error("uprn", "Choose your property."), found)
    if not chosen.place_free:
        return _no_place(visit, chosen)
    state = {
        **journey.without(state, "again"),
        "postcode": form["postcode"],
        "house": form["house"],
        "uprn": chosen.uprn,
        "address": str(chosen.address),
        "zone": chosen.zone,
    }
    priced = journey.price(visit, state)
    if isinstance(priced, Refusal):
        return _page(visit, form.with_refusal(priced), found)
    journey.save(visit, priced)
    return visit.redirect(journey.after_price(priced))


def _no_place(visit: Visit, chosen: Property) -> Answer:
    return error_page(
        visit,
        409,
        "No permit is available for this property",
        f"All the permits for {chosen.address} are in use at the moment. One becomes available when somebody "
        "there gives theirs up, or does not renew it.",
        "If you think that this is wrong, for example because the people who lived there before you have moved away, "
        f"call our permits team on {visit.team.phone}.",
        link=("/permits/buy/property", "Choose another property"),
    )


def _page(visit: Visit, form: Form, found: Sequence[Property] | None = None) -> Answer:
    return visit.page(
        "permits/buy_property/page.html",
        422 if form.errors else 200,
        form=form,
        found=found,
        zoned=[one for one in found or () if one.zone],
        outside=[one for one in found or () if not one.zone],
        state=journey.answers(visit),
    )
