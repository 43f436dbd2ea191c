"""Where an officer begins: the queue of the team that their account is in."""

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
"""By group; whoever is in several begins with the first of them."""


def first_page(token: str) -> str:
    """`token`: the officer's. Whether they may see the page, the API decides: this only leads there."""
    mine = groups(token)
    return next((page for group, page in FIRST.items() if group in mine), OFFICER_HOME)
