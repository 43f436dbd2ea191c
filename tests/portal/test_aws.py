"""The clients of a deployed function: whose credentials they use, and how long they wait."""

from typing import Any

import pytest

from portal.aws import ATTEMPTS, CONNECT_SECONDS, READ_SECONDS, Aws


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """As Lambda makes it for a function's role."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "a token")
    return monkeypatch


def test_credentials_are_those_of_the_role(environment: pytest.MonkeyPatch) -> None:
    used = Aws().dynamodb._request_signer._credentials  # type: ignore[attr-defined]
    assert (used.access_key, used.secret_key, used.token) == ("a key", "a secret", "a token")


def test_nothing_else_is_asked_for_credentials(environment: pytest.MonkeyPatch) -> None:
    """botocore's own search would ask the machine's metadata service."""
    environment.delenv("AWS_ACCESS_KEY_ID")
    assert Aws().sqs._request_signer._credentials is None  # type: ignore[attr-defined]


def test_a_slow_service_cannot_outlast_the_gateway(environment: pytest.MonkeyPatch) -> None:
    config: Any = Aws().dynamodb.meta.config
    assert (config.connect_timeout, config.read_timeout) == (CONNECT_SECONDS, READ_SECONDS)
    assert ATTEMPTS * (CONNECT_SECONDS + READ_SECONDS) < 29
