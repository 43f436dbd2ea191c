"""List the ready-made questions and reasons from which an officer chooses; the officer may edit the text."""

from typing import Literal

from permits.rules.reasons import ready_made
from portal.api import operation
from portal.shapes import View


class ReasonView(View):
    reason_id: str
    outcome: Literal["ask", "reject"]
    title: str
    text: str


class ReasonList(View):
    items: list[ReasonView]


@operation("GET", "/v1/officer/permit-reasons", access="officer:permits", calls=0)
def list_reasons() -> ReasonList:
    return ReasonList(items=[ReasonView(**reason.model_dump()) for reason in ready_made().reasons])


handler = list_reasons.lambda_handler
