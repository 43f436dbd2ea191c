"""Secrets: fetched once; one that does not come means that the service is busy, not that we are at fault."""

import os
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from portal.context import Context
from portal.table import Busy
from tests.support.lines import Lines
from tests.support.stub_client import StubClient, refusal


def context(secrets: StubClient) -> Context:
    settings: Any = SimpleNamespace(pepper_arn="arn:pepper")
    aws: Any = SimpleNamespace(secrets=secrets)
    return Context(settings, aws, Lines())


FIRST_REQUEST = """
import gc
from portal import context
while_importing = gc.isenabled()
context.Settings = context.Aws = context.powertools_log = lambda *_: None
context.Settings.from_environment = lambda _: None
context.deployed_context()
print(while_importing, gc.isenabled(), gc.get_freeze_count() > 10_000)
"""


@pytest.mark.parametrize(
    ("environment", "said"),
    [({"AWS_LAMBDA_FUNCTION_NAME": "GetHealth"}, "False True True"), ({}, "True True True")],
    ids=["in Lambda", "in a tool"],
)
def test_garbage_is_collected_from_the_first_request_on(environment: dict[str, str], said: str) -> None:
    """While a function imports what it needs, searching for garbage finds none and costs 15 ms."""
    alone = {"PYTHONPATH": os.pathsep.join(sys.path), **environment}
    done = subprocess.run([sys.executable, "-c", FIRST_REQUEST], env=alone, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == said


def test_a_secret_is_fetched_once() -> None:
    secrets = StubClient({"SecretString": "the pepper"})
    one = context(secrets)
    assert (one.secret("arn:pepper"), one.pepper) == (b"the pepper", b"the pepper")
    assert len(secrets.asked) == 1


@pytest.mark.parametrize(
    "error", [refusal("ThrottlingException"), ReadTimeoutError(endpoint_url="https://aws.invalid")], ids=repr
)
def test_a_secret_that_does_not_come_may_come_in_a_moment(error: Exception) -> None:
    one = context(StubClient(error, {"SecretString": "the pepper"}))
    with pytest.raises(Busy):
        one.secret("arn:pepper")
    assert one.secret("arn:pepper") == b"the pepper"


def test_a_secret_that_may_not_be_read_is_our_fault() -> None:
    with pytest.raises(ClientError):
        context(StubClient(refusal("AccessDeniedException"))).secret("arn:pepper")
