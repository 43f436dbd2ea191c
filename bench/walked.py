"""Walks the journeys over moto and measures each function: its AWS calls, and its CPU time without them."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import boto3
from moto import mock_aws

from local import seed
from portal.aws import Aws
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import CREDENTIALS, MotoAws, MotoStack, fresh_stack
from tests.support.template import REGION, routed
from tests.support.visitor import Answer, Visitor
from tests.template.recorded import SERVICES, Call


@dataclass
class Watch:
    """The measurements. `took`: CPU milliseconds of each invocation by function, without AWS's clients. `routes`:
    requests by function.
    """

    calls: list[Call] = field(default_factory=list)
    took: dict[str, list[float]] = field(default_factory=dict)
    requests: int = 0
    in_aws: float = 0
    routes: Counter[str] = field(default_factory=Counter)


class WatchedAws(Aws):
    """AWS clients whose calls are recorded and whose time is left out."""

    def __init__(self, real: MotoAws, watch: Watch, function: str) -> None:
        for service in SERVICES:
            self.__dict__[service] = WatchedClient(getattr(real, service), watch, function, service)


class WatchedClient:
    def __init__(self, real: Any, watch: Watch, function: str, service: str) -> None:
        self._real, self._watch, self._function, self._service = real, watch, function, service

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**ask: Any) -> Any:
            self._watch.calls.append(Call(self._function, self._service, operation, ask))
            begun = time.process_time()
            try:
                return getattr(self._real, operation)(**ask)
            finally:
                self._watch.in_aws += time.process_time() - begun

        return call


class WatchedPortal(InProcessPortal):
    watch: Watch

    def call(self, method: str, path: str, body: object = None, **more: Any) -> Answer:
        self.watch.requests += 1
        self.watch.routes[routed(method, path)[0].function] += 1
        return super().call(method, path, body, **more)

    def _invoke(self, function: str, event: Any) -> Any:
        begun, in_aws = time.process_time(), self.watch.in_aws
        try:
            return super()._invoke(function, event)
        finally:
            ours = time.process_time() - begun - (self.watch.in_aws - in_aws)
            self.watch.took.setdefault(function, []).append(ours * 1000)


@dataclass
class Walker:
    """A person on a fresh stack with the sample addresses. `over`: makes the clients of a function."""

    watch: Watch
    stack: MotoStack
    over: Callable[[MotoAws, Watch, str], Aws] = WatchedAws

    @cached_property
    def portal(self) -> WatchedPortal:
        portal = WatchedPortal(self.stack, lambda function: self.over(self.stack.aws, self.watch, function))
        portal.watch = self.watch
        return portal

    @cached_property
    def visitor(self) -> Visitor:
        return Visitor(self.portal)

    def rest(self) -> None:
        """Let the stack finish by itself: deliver its events and run its jobs."""
        self.portal.settle()
        self.stack.clock.forward(minutes=6)
        self.portal.run_jobs()
        self.portal.settle()


@contextmanager
def fresh_walker(watch: Watch, over: Callable[[MotoAws, Watch, str], Aws] = WatchedAws) -> Iterator[Walker]:
    with mock_aws():
        stack = fresh_stack()
        seed.add_addresses(boto3.resource("dynamodb", REGION, **CREDENTIALS).Table("Addresses"))
        yield Walker(watch, stack, over)
