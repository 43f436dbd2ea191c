"""Starting a form. Open requests of the same form are offered first."""

from web.api.client import Json, Refusal
from web.care.costs import inputs
from web.care.costs import journey as estimator
from web.care.form.page import kind_of_account, may_start
from web.care.request_page.journey import why_not
from web.errors import refusal_page
from web.forms import Form, idempotency_key
from web.request import Answer
from web.teams import team_for_form
from web.visit import Visit

ACCESS = "signed-in"
GONE = "Your estimate is not in this browser any more. Make it again, or start without it."
FINANCIAL, WITH_ESTIMATE = "financial-assessment", "with_estimate"


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of((), {}))


def post(visit: Visit) -> Answer:
    wanted = visit.form.get("action") == WITH_ESTIMATE
    estimate = _estimated(visit) if wanted else None
    if wanted and estimate is None:
        return _page(visit, Form.of((), {}).with_error("", GONE))
    started = visit.care.requests.start(visit.path_params["form_id"], idempotency_key(visit.form), estimate)
    if isinstance(started, Refusal):
        return _page(visit, Form.of((), {}).with_refusal(started))
    return visit.redirect(f"/care/requests/{started.request_id}")


def _estimated(visit: Visit) -> Json | None:
    """The inputs of the estimate made in this browser; None if it is not finished or the form cannot start with one."""
    state = estimator.answers(visit)
    came_to_an_end = visit.path_params["form_id"] == FINANCIAL and not estimator.before(state, estimator.RESULT)
    return inputs.inputs(state) if came_to_an_end else None


def _page(visit: Visit, form: Form) -> Answer:
    asked = visit.care.requests.form(visit.path_params["form_id"])
    if isinstance(asked, Refusal):
        return refusal_page(visit, asked)
    visit.team = team_for_form(asked.id)
    if asked.professionals_only and not form.errors and not may_start(asked, kind_of_account(visit)):
        return visit.redirect(f"/care/forms/{asked.id}")
    mine = visit.care.requests.mine()
    if isinstance(mine, Refusal):
        return why_not(visit, mine)
    under_way = [one for one in mine.items if one.form_id == asked.id and one.open]
    return visit.page(
        "care/form_start/page.html",
        422 if form.errors else 200,
        asked=asked,
        under_way=under_way,
        estimated=_estimated(visit) is not None,
        with_estimate=WITH_ESTIMATE,
        form=form,
    )
