"""The page where an officer starts: the queue of their team."""

from web.api.staff_login import groups
from web.routes import OFFICER_HOME

FIRST = {
    "permits": OFFICER_HOME,
    "care": "/officer/requests",
    "blue-badge": "/officer/requests",
    "safeguarding": "/officer/requests",
    "payments": "/officer/payments",
    "enforcement": "/officer/vehicle-check",
}
"""First pages by group; an officer in several groups starts at the first of them listed here."""


def first_page(token: str) -> str:
    """The page where the officer with this token starts. Whether they may see it is for the API to decide."""
    mine = groups(token)
    return next((page for group, page in FIRST.items() if group in mine), OFFICER_HOME)
