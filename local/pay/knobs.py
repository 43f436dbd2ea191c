"""Faults that a test or a developer can ask the stand-in for (`PUT /_knobs`)."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Knobs(BaseModel):
    """Settings for faults. `answers`: statuses to answer the next calls with, instead of carrying them out.
    `drop_replies`: number of next calls that are carried out but whose reply is lost. `success_after_cancel`,
    `refunds_fail`, `never_active`: see `PayMachine`. `recurring`: the end of charges by an agreement; a `declined` one
    may be tried again.
    """

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    delay_seconds: float = 0
    answers: list[int] = []
    drop_replies: int = 0
    lose_webhooks: bool = False
    duplicate_webhooks: bool = False
    reorder_webhooks: bool = False
    success_after_cancel: bool = False
    refunds_fail: bool = False
    recurring: Literal["as the card", "declined", "card expired"] = "as the card"
    never_active: bool = False
    clock_ahead_seconds: float = 0
