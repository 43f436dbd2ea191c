"""Granted Blue Badges that have still to be ordered from their maker, as a list to work through or print."""

from web.api.client import Refusal
from web.errors import refusal_page, wrong_role
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    badges = visit.officer.casework.to_order()
    if isinstance(badges, Refusal):
        return wrong_role(visit) if badges.code == "wrong_role" else refusal_page(visit, badges)
    return visit.page("officer_care/badges/page.html", badges=badges)
