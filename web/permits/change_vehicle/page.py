"""Another vehicle for a live permit. If its registration has no British shape, the page asks whether it is right,
but never changes it (P12).
"""

from portal.cleaning import without_separators
from portal.vrm import NOT_ONE, fits_a_shape, is_registration, looks_mistyped
from web.api.client import Refusal
from web.api.permits import Change, Permit
from web.errors import refusal_page
from web.forms import Form, idempotency_key
from web.permits.changing import OF_THE_PERMIT, asked_for, changeable
from web.permits.one import page as permit_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
NEEDED = {"why": "Choose why the registration changes.", "vrm": "Enter the registration of the new vehicle."}


def get(visit: Visit) -> Answer:
    permit = changeable(visit)
    return permit if isinstance(permit, Answer) else _page(visit, permit, Form.of(NEEDED, {}))


def post(visit: Visit) -> Answer:
    permit_id, form = visit.path_params["permit_id"], Form.of(NEEDED, visit.form)
    edited = visit.form.get("action") == "change"
    form = form if edited else form.require(NEEDED)
    vrm = without_separators(form["vrm"]).upper()
    if not (edited or form.errors or is_registration(vrm)):
        form = form.with_error("vrm", NOT_ONE)
    right = visit.form.get("confirmed") == vrm
    doubted = vrm if not edited and not (form.errors or right or fits_a_shape(vrm)) else ""
    change = None
    if not (edited or form.errors or doubted):
        wanted = {"vrm": form["vrm"], "vrm_confirmed": right, "why": form["why"]}
        change = visit.permits.change(permit_id, "vehicle", wanted, idempotency_key(visit.form))
    if isinstance(change, Change):
        return asked_for(visit, change)
    permit = visit.permits.get(permit_id)
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    if change is not None and change.code in OF_THE_PERMIT:
        return permit_page.show(visit, permit, change)
    if change is not None:
        form = form.with_refusal(change) if change.errors else form.with_error("vrm", change.detail)
    return _page(visit, permit, form, doubted)


def _page(visit: Visit, permit: Permit, form: Form, doubted: str = "") -> Answer:
    """The page. `doubted`: a registration without a British shape; the page then asks about it instead of showing
    the fields.
    """
    status, lookalike = 422 if form.errors else 200, looks_mistyped(doubted)
    context = {"form": form, "permit": permit, "doubted": doubted, "lookalike": lookalike}
    return visit.page("permits/change_vehicle/page.html", status, **context)
