"""The officers' queues in numbers: how many wait, since when, and decisions on each of the last 30 days."""

from web.api.client import Refusal
from web.errors import refusal_page, wrong_role
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
QUEUES = {
    "application": "Permit applications",
    "vehicle_change": "Vehicle changes",
    "address_change": "Address changes",
    "refund": "Refunds for a second officer",
    "care": "Care requests",
    "blue_badge": "Blue Badges",
    "safeguarding": "Safeguarding concerns",
}


def get(visit: Visit) -> Answer:
    queues = visit.officer.summary()
    if isinstance(queues, Refusal):
        return wrong_role(visit) if queues.code == "wrong_role" else refusal_page(visit, queues)
    days = [(day, [queue.decided[place][1] for queue in queues]) for place, (day, _) in enumerate(queues[0].decided)]
    return visit.page("officer/summary/page.html", queues=queues, names=QUEUES, days=days)
