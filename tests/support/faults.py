"""Puts one fault between a function and AWS, at any call, in any of five ways (`reliability.md`)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from portal.aws import Aws
from tests.support.in_process import Died
from tests.support.moto_stack import MotoAws

SERVICES = ("dynamodb", "ses", "events", "secrets", "s3")


class Fault(StrEnum):
    DIE_BEFORE = "die before"
    DIE_AFTER = "die after"
    THROTTLE = "throttle"
    TIMEOUT_BEFORE = "timeout before"
    TIMEOUT_AFTER = "timeout after"


@dataclass
class Plan:
    """Counts the AWS calls of a journey; at call number `at` (from 1) the fault strikes. `seen`: who called what."""

    at: int = 0
    fault: Fault = Fault.DIE_BEFORE
    seen: list[tuple[str, str]] = field(default_factory=list)

    @property
    def struck(self) -> bool:
        return 0 < self.at <= len(self.seen)


class FaultyAws(Aws):
    """The clients of one invocation, with the plan's fault in the way."""

    def __init__(self, real: MotoAws, plan: Plan, function: str) -> None:
        self._real, self._plan, self._function = real, plan, function

    @cached_property
    def dynamodb(self) -> Any:
        return _FaultyClient(self._real.dynamodb, self._plan, self._function)

    @cached_property
    def ses(self) -> Any:
        return _FaultyClient(self._real.ses, self._plan, self._function)

    @cached_property
    def events(self) -> Any:
        return _FaultyClient(self._real.events, self._plan, self._function)

    @cached_property
    def secrets(self) -> Any:
        return _FaultyClient(self._real.secrets, self._plan, self._function)

    @cached_property
    def s3(self) -> Any:
        return _FaultyClient(self._real.s3, self._plan, self._function)


class _FaultyClient:
    def __init__(self, real: Any, plan: Plan, function: str) -> None:
        self._real, self._plan, self._function = real, plan, function

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        if operation.startswith("generate_presigned"):  # asks nobody
            return getattr(self._real, operation)  # type: ignore[no-any-return]

        def call(**ask: Any) -> Any:
            self._plan.seen.append((self._function, operation))
            if len(self._plan.seen) != self._plan.at:
                return getattr(self._real, operation)(**ask)
            return _struck(self._plan.fault, operation, lambda: getattr(self._real, operation)(**ask))

        return call


def _struck(fault: Fault, operation: str, call: Callable[[], Any]) -> Any:
    match fault:
        case Fault.DIE_BEFORE:
            raise Died(operation)
        case Fault.DIE_AFTER:
            call()
            raise Died(operation)
        case Fault.THROTTLE:
            raise ClientError({"Error": {"Code": "ThrottlingException", "Message": "Rate exceeded"}}, operation)
        case Fault.TIMEOUT_BEFORE:
            raise EndpointConnectionError(endpoint_url="https://aws.invalid")
        case Fault.TIMEOUT_AFTER:
            call()
            raise ReadTimeoutError(endpoint_url="https://aws.invalid")


def counting(real: MotoAws, plan: Plan) -> Callable[[str], Aws]:
    """For `InProcessPortal.aws_of`: one plan over all invocations."""
    return lambda function: FaultyAws(real, plan, function)
