"""The log: one JSON line per invocation, written by Powertools. Callers name each fact: no body, no header, no
address.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Protocol


class Log(Protocol):
    def line(self, message: str, **facts: str | int | float | bool | None) -> None:
        """Log what happened, with facts that identify nobody."""

    def unexpected(self, message: str, error: BaseException, **facts: str | int | float | bool | None) -> None:
        """Log an unforeseen error: where it arose, never its values. The fact `domain` is required: that domain's alarm
        rings.
        """

    def count(self, metric: str, domain: str) -> None:
        """Add one to a metric that an alarm watches by this name (`background.yaml`)."""


def hashed(account_id: str) -> str:
    """A hash of the account id: lets an investigator follow one account through the log, which never names it."""
    return hashlib.sha256(account_id.encode()).hexdigest()[:16]


def correlation_id(event: Mapping[str, Any]) -> str:
    """The gateway's id of a request: the same in the log lines of the authorizer, the operation and the gateway."""
    return str(event.get("requestContext", {}).get("requestId", ""))


class _Powertools:
    def __init__(self) -> None:
        from aws_lambda_powertools import Logger

        self._logger = Logger(utc=True)

    def line(self, message: str, **facts: str | int | float | bool | None) -> None:
        self._logger.info(message, extra=facts)

    def unexpected(self, message: str, error: BaseException, **facts: str | int | float | bool | None) -> None:
        # An exception's text may quote what a person typed; its class and the places in our code never do.
        self._logger.error(message, extra={**facts, "error": type(error).__name__, "where": _places(error)})
        self.count("UnexpectedErrors", str(facts["domain"]))

    def count(self, metric: str, domain: str) -> None:
        from aws_lambda_powertools.metrics import MetricUnit, single_metric

        with single_metric(name=metric, unit=MetricUnit.Count, value=1, namespace="Portal") as sent:
            sent.add_dimension(name="domain", value=domain)


def _places(error: BaseException) -> str:
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in reversed(frames))


def powertools_log() -> Log:
    return _Powertools()
