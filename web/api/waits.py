"""How much waits for officers and how long it takes (`/v1/officer/summary`, `/v1/waiting-times`), as values."""

from dataclasses import dataclass

from web.api.answers import from_fields, require_success
from web.api.client import Api, Json, Refusal


@dataclass(frozen=True)
class QueueSummary:
    """`oldest_at`: empty where nothing waits. `decided`: how many, by day, today last. `median_days`: None where
    nothing was decided.
    """

    queue: str
    waiting: int
    oldest_at: str
    decided: tuple[tuple[str, int], ...]
    median_days: int | None

    @classmethod
    def of(cls, body: Json) -> "QueueSummary":
        return from_fields(cls, body, decided=tuple((one["date"], one["count"]) for one in body["decided"]))

    @property
    def total(self) -> int:
        return sum(count for _, count in self.decided)


class WaitsApi:
    """One method per operation. Each may raise SignInAgain or Unavailable."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def summary(self) -> tuple[QueueSummary, ...] | Refusal:
        read = "/v1/officer/summary"
        return self._api.ask("GET", read, lambda body: tuple(QueueSummary.of(one) for one in body["items"]))

    def usual_days(self, service: str) -> int | None:
        """Within how many days half of what is decided is; None where that is not known."""
        items = require_success(self._api.call("GET", "/v1/waiting-times")).body["items"]
        return next((one["median_days"] for one in items if one["service"] == service), None)
