"""List how long deciding takes at present, for each service."""

from datetime import timedelta
from typing import Literal

from portal.api import Request, operation
from portal.london import today
from portal.queues import Queues
from portal.shapes import View
from portal.waits import Queue, median_days, most_days, together

OVER = timedelta(days=90)

type Service = Literal[Queue.APPLICATION, Queue.VEHICLE_CHANGE, Queue.ADDRESS_CHANGE, Queue.CARE, Queue.BLUE_BADGE]
SERVICES: tuple[Service, ...] = (
    Queue.APPLICATION,
    Queue.VEHICLE_CHANGE,
    Queue.ADDRESS_CHANGE,
    Queue.CARE,
    Queue.BLUE_BADGE,
)


class WaitingTime(View):
    """How long deciding takes in one service. `median_days`, `most_days`: within how many days half, and 8 of 10, of
    the decisions of the last 90 days were made; null if there was none.
    """

    service: Service
    median_days: int | None
    most_days: int | None


class WaitingTimeList(View):
    items: list[WaitingTime]


@operation("GET", "/v1/waiting-times", access="public", calls=5)
def list_waiting_times(request: Request[None], queues: Queues) -> WaitingTimeList:
    first = today(request.now) - OVER
    decided = {service: together(queues.decided(service, first).values()) for service in SERVICES}
    return WaitingTimeList(
        items=[
            WaitingTime(service=service, median_days=median_days(tally), most_days=most_days(tally))
            for service, tally in decided.items()
        ]
    )


handler = list_waiting_times.lambda_handler
