import json
from collections.abc import Mapping
from typing import Any

import pytest

from portal.consume import invoked, job, queue_consumer
from portal.context import Context
from tests.support.lines import Lines
from tests.support.moto_stack import MotoStack


@queue_consumer
def one_by_one(event: Mapping[str, Any], context: Context) -> None:
    if event["wrong"]:
        raise RuntimeError("ann.smith@example.org")


def records(*bodies: str) -> dict[str, Any]:
    return {"Records": [{"messageId": f"m-{number}", "body": body} for number, body in enumerate(bodies)]}


@pytest.fixture
def lines(moto_stack: MotoStack) -> Lines:
    return moto_stack.lines


def test_only_the_messages_that_failed_come_again(moto_stack: MotoStack, lines: Lines) -> None:
    good, bad = json.dumps({"wrong": False}), json.dumps({"wrong": True})
    answer = one_by_one.reply(records(good, bad, "not json", good), moto_stack.context())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m-1"}, {"itemIdentifier": "m-2"}]}
    assert [line["message"] for line in lines.all] == ["consumed", "failed", "failed", "consumed"]
    assert "ann.smith" not in lines.text()


def test_a_job_says_what_it_counted(moto_stack: MotoStack, lines: Lines) -> None:
    job(lambda _: {"late": 2}).reply({}, moto_stack.context())
    assert [(line["message"], line["late"]) for line in lines.all] == [("job", 2)]


def test_what_aws_invokes_gets_the_event_as_it_is(moto_stack: MotoStack) -> None:
    assert invoked(lambda event, _: {"got": event}).reply({"a": 1}, moto_stack.context()) == {"got": {"a": 1}}
