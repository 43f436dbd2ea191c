"""What is known before a form is started: who may start it, and what the person has already."""

from portal.forms.definition import Form as Definition
from web.api.client import Json, Refusal, SignInAgain
from web.api.requests import RequestSummary
from web.care.costs import inputs
from web.care.costs import journey as estimator
from web.visit import Visit

FINANCIAL = "financial-assessment"


def may_start(asked: Definition, kind: str) -> bool:
    """Whether an account of this kind may start the form."""
    return not asked.professionals_only or kind == "professional"


def kind_of_account(visit: Visit) -> str:
    """`resident` or `professional`; empty if nobody is signed in. A session that has ended counts as none, so that the
    telephone numbers show without signing in again.
    """
    if not visit.signed_in:
        return ""
    try:
        return visit.accounts.mine().kind
    except SignInAgain:
        return ""


def under_way(visit: Visit, form_id: str) -> tuple[RequestSummary, ...] | Refusal:
    """The resident's open requests of this form. Raises: SignInAgain."""
    mine = visit.care.requests.mine()
    if isinstance(mine, Refusal):
        return mine
    return tuple(one for one in mine.items if one.form_id == form_id and one.open)


def estimated(visit: Visit, form_id: str) -> Json | None:
    """The inputs of the estimate made in this browser; None if it is not finished or the form cannot start with one."""
    state = estimator.answers(visit)
    came_to_an_end = form_id == FINANCIAL and not estimator.before(state, estimator.RESULT)
    return inputs.inputs(state) if came_to_an_end else None


def nothing_to_choose(visit: Visit, form_id: str) -> bool:
    """Whether the resident is signed in, and has nothing of this form that they could go on with instead."""
    if not visit.signed_in or estimated(visit, form_id) is not None:
        return False
    try:
        return under_way(visit, form_id) == ()
    except SignInAgain:
        return False
