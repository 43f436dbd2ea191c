"""A form before it is started: who may send it, how long it takes, what to have ready."""

from portal.forms.definition import Form as Definition
from web.api.client import Refusal, SignInAgain
from web.errors import refusal_page
from web.request import Answer
from web.teams import team_for_form
from web.visit import Visit

ACCESS = "anyone"


def get(visit: Visit) -> Answer:
    asked = visit.care.requests.form(visit.path_params["form_id"])
    if isinstance(asked, Refusal):
        return refusal_page(visit, asked)
    visit.team = team_for_form(asked.id)
    kind = kind_of_account(visit) if asked.professionals_only else ""
    return visit.page("care/form/page.html", asked=asked, kind=kind, may_start=may_start(asked, kind))


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
