"""What the pages have in common on which a change of a live permit is asked for."""

from web import waiting
from web.api.client import Refusal
from web.api.permits import Change, Permit
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

OF_THE_PERMIT = ("permit_not_active", "change_open", "too_many_changes")
"""Refusals that no other vehicle or property changes."""


def changeable(visit: Visit) -> Permit | Answer:
    """The permit of the address, or where somebody belongs who cannot change it."""
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    return permit if "change" in permit.can else visit.redirect(f"/permits/{permit.permit_id}")


def asked_for(visit: Visit, change: Change) -> Answer:
    """On to the page of the new change."""
    waiting.refresh(visit)
    return visit.redirect(f"/permits/{visit.path_params['permit_id']}/changes/{change.change_id}")
