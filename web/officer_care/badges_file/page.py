"""The badges to order, as a file for spreadsheets."""

from web.api.client import Refusal
from web.errors import refusal_page, wrong_role
from web.request import Answer, csv_answer
from web.spreadsheet import table
from web.visit import Visit
from web.words import london_day

ACCESS = "officer"
HEADER = ("Request", "For (first letter)", "Urgent", "Since", "Last day of the badge")


def get(visit: Visit) -> Answer:
    badges = visit.officer.casework.to_order()
    if isinstance(badges, Refusal):
        return wrong_role(visit) if badges.code == "wrong_role" else refusal_page(visit, badges)
    rows = (
        (
            one.reference,
            one.initial,
            "yes" if one.priority == "urgent" else "",
            london_day(one.ordered_at),
            one.valid_until,
        )
        for one in badges
    )
    return csv_answer(table(HEADER, rows), "badges-to-order.csv")
