"""Injects one fault between a function and AWS, at any call, in any of six ways.

Rules: `docs/rules/reliability.md`, "Crash at every step".
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from portal.aws import Aws
from portal.outside import Http, NoReply, OutsideCall, OutsideReply
from tests.support.in_process import Died
from tests.support.moto_stack import MotoAws

READS = {"list_users_in_group", "get_item", "batch_get_item", "query", "get_object", "get_secret_value"}
TWICE_IS_ONCE = READS | {"transact_write_items"}
"""Calls that have no further effect if sent twice: reads, and transactions, which DynamoDB recognises by their
token.
"""


class Fault(StrEnum):
    DIE_BEFORE = "die before"
    DIE_AFTER = "die after"
    THROTTLE = "throttle"
    TIMEOUT_BEFORE = "timeout before"
    TIMEOUT_AFTER = "timeout after"
    SENT_AGAIN = "sent again"
    """The reply was lost, and botocore sent the same call again by itself."""

    def matters_to(self, operation: str) -> bool:
        """Whether the fault can make a difference to this call. Calls outside AWS (`pay create`) are never repeated by
        themselves.
        """
        return self is not Fault.SENT_AGAIN or not (operation in TWICE_IS_ONCE or " " in operation)


@dataclass(frozen=True)
class Call:
    """Call `number` of a journey: the `nth` call of this operation in one run of the function."""

    number: int
    function: str
    operation: str
    nth: int

    def __str__(self) -> str:
        return f"call {self.number}, {self.function} {self.operation}"


@dataclass
class Plan:
    """Watches the calls of a journey. `seen`: function and operation of each. `split`: called with each call, returns
    the fault to inject there, or None.

    `struck`: the faults injected so far, at most `most`.
    """

    split: Callable[[Call], Fault | None] = lambda call: None
    most: int = 1
    seen: list[tuple[str, str]] = field(default_factory=list)
    struck: list[tuple[str, str, Fault]] = field(default_factory=list)

    def reached(self, function: str, operation: str, nth: int) -> Fault | None:
        """The fault to inject at this call, or None."""
        self.seen.append((function, operation))
        if len(self.struck) >= self.most:
            return None
        fault = self.split(Call(len(self.seen), function, operation, nth))
        if fault is not None:
            self.struck.append((function, operation, fault))
        return fault


class FaultyAws(Aws):
    """The clients of one invocation, into which the plan injects its fault."""

    def __init__(self, real: MotoAws, plan: Plan, function: str) -> None:
        self._real, self._plan, self._function = real, plan, function
        self._made: Counter[str] = Counter()

    @cached_property
    def dynamodb(self) -> Any:
        return _FaultyClient(self._real.dynamodb, self._plan, self._function, self._made)

    @cached_property
    def ses(self) -> Any:
        return _FaultyClient(self._real.ses, self._plan, self._function, self._made)

    @cached_property
    def cognito(self) -> Any:
        return _FaultyClient(self._real.cognito, self._plan, self._function, self._made)

    @cached_property
    def events(self) -> Any:
        return _FaultyClient(self._real.events, self._plan, self._function, self._made)

    @cached_property
    def secrets(self) -> Any:
        return _FaultyClient(self._real.secrets, self._plan, self._function, self._made)

    @cached_property
    def sqs(self) -> Any:
        return _FaultyClient(self._real.sqs, self._plan, self._function, self._made)

    @cached_property
    def sns(self) -> Any:
        return _FaultyClient(self._real.sns, self._plan, self._function, self._made)

    @cached_property
    def s3(self) -> Any:
        return _FaultyClient(self._real.s3, self._plan, self._function, self._made)


class _FaultyClient:
    def __init__(self, real: Any, plan: Plan, function: str, made: Counter[str]) -> None:
        self._real, self._plan, self._function, self._made = real, plan, function, made

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        if operation.startswith("generate_presigned"):  # makes no call
            return getattr(self._real, operation)  # type: ignore[no-any-return]

        def call(**ask: Any) -> Any:
            self._made[operation] += 1
            fault = self._plan.reached(self._function, operation, self._made[operation])
            if fault is None:
                return getattr(self._real, operation)(**ask)
            return _struck(fault, operation, lambda: getattr(self._real, operation)(**ask))

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
        case Fault.SENT_AGAIN:
            call()
            return call()


def counting_http(real: Http, plan: Plan) -> Callable[[str], Http]:
    """An `InProcessPortal.http_of` that counts calls to other services in the same plan. `seen` has them as `pay
    create`.
    """

    def of(function: str) -> Http:
        made: Counter[str] = Counter()

        def http(call: OutsideCall) -> OutsideReply:
            name = f"{call.service} {call.name}"
            made[name] += 1
            fault = plan.reached(function, name, made[name])
            if fault is None:
                return real(call)
            return _struck_outside(fault, call, lambda: real(call))

        return http

    return of


def _struck_outside(fault: Fault, call: OutsideCall, go: Callable[[], OutsideReply]) -> OutsideReply:
    match fault:
        case Fault.DIE_BEFORE:
            raise Died(call.name)
        case Fault.DIE_AFTER:
            go()
            raise Died(call.name)
        case Fault.THROTTLE:
            return OutsideReply(429, {}, b'{"code": "P0900", "description": "Too many requests"}')
        case Fault.TIMEOUT_BEFORE:
            raise NoReply(call.name)
        case Fault.TIMEOUT_AFTER:
            go()
            raise NoReply(call.name)
        case Fault.SENT_AGAIN:
            raise AssertionError(f"nobody sends {call.name} again")


def counting(real: MotoAws, plan: Plan) -> Callable[[str], Aws]:
    """An `InProcessPortal.aws_of` with one plan over all invocations."""
    return lambda function: FaultyAws(real, plan, function)
