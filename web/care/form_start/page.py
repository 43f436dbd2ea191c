"""Starting a form. Who has an open request of the same form, or an estimate, chooses first."""

from web.api.client import Refusal
from web.care.request_page.journey import why_not
from web.care.starting import estimated, kind_of_account, may_start, under_way
from web.errors import refusal_page
from web.forms import Form, idempotency_key
from web.request import Answer
from web.teams import team_for_form
from web.visit import Visit

ACCESS = "signed-in"
GONE = "Your estimate is not in this browser any more. Make it again, or start without it."
WITH_ESTIMATE = "with_estimate"


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of((), {}))


def post(visit: Visit) -> Answer:
    """Start the form and go to its first question; with an estimate, to the list of parts, which shows it."""
    form_id, wanted = visit.path_params["form_id"], visit.form.get("action") == WITH_ESTIMATE
    estimate = estimated(visit, form_id) if wanted else None
    if wanted and estimate is None:
        return _page(visit, Form.of((), {}).with_error("", GONE))
    started = visit.care.requests.start(form_id, idempotency_key(visit.form), estimate)
    if isinstance(started, Refusal):
        return _page(visit, Form.of((), {}).with_refusal(started))
    here = f"/care/requests/{started.request_id}"
    asks = started.next_page and not estimate  # what was started in another window may be complete by now
    return visit.redirect(f"{here}/pages/{started.next_page}" if asks else here)


def _page(visit: Visit, form: Form) -> Answer:
    asked = visit.care.requests.form(visit.path_params["form_id"])
    if isinstance(asked, Refusal):
        return refusal_page(visit, asked)
    visit.team = team_for_form(asked.id)
    if asked.professionals_only and not form.errors and not may_start(asked, kind_of_account(visit)):
        return visit.redirect(f"/care/forms/{asked.id}")
    begun = under_way(visit, asked.id)
    if isinstance(begun, Refusal):
        return why_not(visit, begun)
    return visit.page(
        "care/form_start/page.html",
        422 if form.errors else 200,
        asked=asked,
        under_way=begun,
        estimated=estimated(visit, asked.id) is not None,
        with_estimate=WITH_ESTIMATE,
        form=form,
    )
