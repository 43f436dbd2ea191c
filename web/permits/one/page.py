"""One permit or application: the next step first, then its status and its history."""

from web import waiting
from web.api.client import Refusal, Unavailable
from web.api.permits import Permit
from web.errors import refusal_page
from web.forms import Form
from web.permits import change_words, subject, words
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    if permit.status not in ("awaiting_payment", "information_needed"):
        waiting.recount(visit)
    return show(visit, permit)


def show(visit: Visit, permit: Permit, problem: Refusal | None = None) -> Answer:
    """The page of a permit. `problem`: the refusal of something done on it, shown as an error."""
    form = Form.of((), {}).with_refusal(problem) if problem else Form.of((), {})
    change = permit.open_change
    return visit.page(
        "permits/one/page.html",
        problem.status if problem else 200,
        form=form,
        permit=permit,
        said=words.status_text(permit, visit.today),
        events=words.events_text(permit),
        money_back=words.money(permit),
        refused_files=words.refused_files,
        accepted=subject.accepted_kinds(visit, permit),
        usual_days=_usual_days(visit, permit),
        change=change,
        change_said=change_words.status_text(change) if change else None,
    )


def _usual_days(visit: Visit, permit: Permit) -> int | None:
    """Within how many days applications are usually decided. None if this one is decided, is a renewal, or the API does
    not answer.
    """
    if permit.renews or permit.status not in words.OPEN:
        return None
    try:
        return visit.permits.usual_days()
    except Unavailable:
        return None
