"""Shared by the pages on which a change of a live permit is asked for."""

from web import waiting
from web.api.client import Refusal
from web.api.permits import Change, Permit
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

OF_THE_PERMIT = ("permit_not_active", "change_open", "too_many_changes")
"""Refusals that concern the permit itself, so that choosing another vehicle or property does not help."""


def changeable(visit: Visit) -> Permit | Answer:
    """The permit of this page; a redirect to the permit's page if it cannot be changed, or an error page."""
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    return permit if "change" in permit.can else visit.redirect(f"/permits/{permit.permit_id}")


def asked_for(visit: Visit, change: Change) -> Answer:
    """A redirect to the page of the new change."""
    waiting.refresh(visit)
    return visit.redirect(f"/permits/{visit.path_params['permit_id']}/changes/{change.change_id}")
