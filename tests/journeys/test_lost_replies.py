"""A reply of AWS's gets lost on the wire: botocore sends the same again, and the person is answered as if nothing was.

Over real HTTP against the emulator, since moto's calls never leave the process; the operations run here, so that the
lost reply can be chosen. Where a conditional write won and its answer was lost, the second one finds its own work.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import boto3
import pytest
from botocore.config import Config

from local.deploy import variables_of_functions
from portal.aws import ATTEMPTS, Aws
from portal.config import Settings
from portal.context import Context
from tests.local_stack import RunningStack
from tests.support.http_permits import new_buyer, new_home
from tests.support.http_portal import HttpPortal, new_visitor, somebodys_address
from tests.support.in_process import InProcessPortal
from tests.support.lines import Lines
from tests.support.losing_proxy import LosingProxy, losing_proxy
from tests.support.moto_stack import MotoStack, handler_of
from tests.support.template import REGION
from tests.support.visitor import Answer, Visitor

pytestmark = pytest.mark.stack

READS = {"GetItem", "BatchGetItem", "Query", "GetSecretValue"}


class ProxiedAws(Aws):
    """The clients that functions have, but for the address."""

    def __init__(self, proxy: LosingProxy) -> None:
        self._proxy = proxy

    def _client(self, service: str) -> Any:
        config = Config(retries={"mode": "standard", "total_max_attempts": ATTEMPTS}, read_timeout=30)
        session = boto3.Session("test", "test", region_name=REGION)
        return session.client(service, endpoint_url=self._proxy.address, config=config)  # type: ignore[call-overload]


@dataclass
class ProxiedPortal(InProcessPortal):
    """The operations in this process, on the emulator behind the proxy."""

    running: RunningStack = field(kw_only=True)
    settings: Settings = field(kw_only=True)
    source: str = field(default_factory=somebodys_address)

    def call(self, method: str, path: str, body: object = None, **more: Any) -> Answer:
        return super().call(method, path, body, source=self.source, **more)

    def _invoke(self, function: str, event: Any) -> Any:
        return handler_of(function).reply(event, Context(self.settings, self.aws_of(function), Lines()))

    def mails(self, to: str) -> list[Any]:
        return self._mailbox.mails(to)

    @cached_property
    def _mailbox(self) -> HttpPortal:
        return HttpPortal(self.running)


@pytest.fixture(scope="module")
def proxy(stack: RunningStack) -> Iterator[LosingProxy]:
    with losing_proxy(stack.aws) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def somebody(stack: RunningStack, proxy: LosingProxy) -> Callable[[], Visitor]:
    """Somebody new, at an address of their own: limits count by it."""
    settings = Settings.from_environment(variables_of_functions(stack.emulator))
    aws = ProxiedAws(proxy)
    no_stack = cast("MotoStack", None)

    def new() -> Visitor:
        portal = ProxiedPortal(no_stack, lambda _: aws, running=stack, settings=settings)
        return new_visitor(cast("HttpPortal", portal))

    return new


def account(visitor: Visitor, stack: RunningStack) -> None:
    visitor.make_account()
    assert visitor.edit_profile(phone="07911 123456").body["phone"] == "+447911123456"
    visitor.sign_out()
    visitor.sign_in()
    assert visitor.ask("GET", "/v1/session").body["account"]["email"] == visitor.email


def permit(visitor: Visitor, stack: RunningStack) -> None:
    buyer = new_buyer(visitor, new_home(stack))
    visitor.make_account()
    buyer.applies(quote_id=buyer.gets_a_quote())
    assert [one["permit_id"] for one in visitor.ask("GET", "/v1/permits").body["items"]] == [buyer.permit_id]
    buyer.withdraws()


@pytest.mark.parametrize("walk", [account, permit])
def test_a_lost_reply_changes_nothing_for_the_person(
    walk: Callable[[Visitor, RunningStack], None],
    stack: RunningStack,
    somebody: Callable[[], Visitor],
    proxy: LosingProxy,
) -> None:
    proxy.begin(lose=None)
    walk(somebody(), stack)
    calls, wrong = list(proxy.seen), []
    for number, call in enumerate(calls):
        if call in READS:
            continue  # to read twice is to read
        proxy.begin(lose=number)
        visitor = somebody()
        try:
            walk(visitor, stack)
        except (AssertionError, KeyError) as error:
            wrong.append(f"call {number}, {call}: {error!r} after {visitor.answers[-1].body}")
        assert len(proxy.seen) > len(calls), f"nothing was sent again when the answer of {call} was lost"
    assert wrong == []
