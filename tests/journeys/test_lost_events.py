"""What the stream loses, the sweeper finds: on a stack of its own that is stopped and started again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from boto3.dynamodb.conditions import Attr

from local.places import Ports
from local.stack import Stack
from portal.clock import to_text
from tests.journeys.accounts import first_visit
from tests.local_stack import RunningStack
from tests.support.http_portal import HttpPortal, new_visitor, until
from tests.support.visitor import Visitor

pytestmark = pytest.mark.stack

WELCOME = "Your account is ready"


@pytest.fixture(scope="module")
def restarted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStack, Visitor]]:
    """A stack that was stopped after a first visit, and its visitor. Its stream skips what comes next
    (`local-engines`: the read position outlives a restart, the records do not)."""
    its = Stack(tmp_path_factory.mktemp("stack") / "home", Ports.free())
    try:
        before = running(its)
        portal = HttpPortal(before)
        visitor = new_visitor(portal)
        first_visit(visitor)
        until(lambda: welcomes(visitor), lambda count: count == 1)
        its.stop()
        yield running(its), visitor
        portal.close()
    finally:
        its.reset()


def test_a_session_outlives_a_restart(restarted: tuple[RunningStack, Visitor]) -> None:
    _, visitor = restarted
    assert visitor.ask("GET", "/v1/account").body["email"] == visitor.email


def test_the_sweeper_publishes_what_the_stream_lost_and_nobody_is_told_twice(
    restarted: tuple[RunningStack, Visitor],
) -> None:
    """I9, I14."""
    stack, earlier = restarted
    portal = HttpPortal(stack)
    visitor = new_visitor(portal)
    visitor.make_account()
    [lost] = unpublished(stack)
    assert welcomes(visitor) == 0, "the emulator's streams survive a restart now: find another way to lose an event"

    grow_old(stack, lost)
    for _ in range(2):  # safe to run twice
        sweep(stack)

    until(lambda: welcomes(visitor), lambda count: count == 1)
    assert unpublished(stack) == []
    sweep(stack)
    assert welcomes(visitor) == 1
    assert welcomes(earlier) == 0, "the mailbox begins anew with the emulator: what is in it came after the restart"
    portal.close()


def running(its: Stack) -> RunningStack:
    said = its.start()
    deployed = its.deployed()
    return RunningStack(
        **{name: said[name] for name in ("api", "web", "mailbox", "pay", "aws", "staff", "sample")},
        emulator=its.emulator,
        outputs=deployed.outputs,
        resources=deployed.resources,
    )


def unpublished(stack: RunningStack) -> list[dict[str, Any]]:
    table = stack.emulator.table(stack.outputs["AccountsTable"])
    return [dict(found) for found in table.scan(FilterExpression=Attr("unpublished").exists())["Items"]]


def grow_old(stack: RunningStack, event: dict[str, Any]) -> None:
    """As if six minutes had passed: the sweeper leaves the stream five to do its work."""
    long_ago = to_text(datetime.now(UTC) - timedelta(minutes=6))
    stack.emulator.table(stack.outputs["AccountsTable"]).put_item(Item=event | {"at": long_ago})


def sweep(stack: RunningStack) -> None:
    functions = stack.emulator.client("lambda")
    answer = functions.invoke(FunctionName=stack.resources["SweepOutbox"], Payload=b"{}")
    assert "FunctionError" not in answer, answer["Payload"].read()


def welcomes(visitor: Visitor) -> int:
    return [mail.subject for mail in visitor.portal.mails(visitor.email)].count(WELCOME)
