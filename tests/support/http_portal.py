"""The portal over HTTP, as `InProcessPortal` is in process: requests to the local stack, every answer held to the API's
description.

Limits count by client address; all requests of a test run come from one machine. So each portal vouches for an address
of its own, as the web pages do for their viewers.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import randbelow, token_hex
from typing import Any

import httpx

from portal import viewer
from tests.local_stack import Mails, RunningStack
from tests.support import contract
from tests.support.template import routed
from tests.support.visitor import Visitor


@dataclass(frozen=True)
class Answer:
    """`body` is read from JSON; None where there is none. `text`: as it came."""

    status: int
    headers: Mapping[str, str]
    body: Any
    text: str


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str


def somebodys_address() -> str:
    """One of the addresses kept for measurements (RFC 2544): nobody's."""
    return f"198.{18 + randbelow(2)}.{randbelow(256)}.{randbelow(256)}"


@dataclass
class HttpPortal:
    stack: RunningStack
    source: str = field(default_factory=somebodys_address)
    timeout: float = 30

    def __post_init__(self) -> None:
        self._client = httpx.Client(base_url=self.stack.api, timeout=self.timeout)

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request, its answer held to the description; safe for several threads."""
        answer = self.unchecked(method, path, body, token=token, headers=headers)
        contract.check(method, routed(method, path)[0].path, answer.status, answer.headers, answer.text)
        return answer

    def unchecked(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request that may not reach any route."""
        sent = vouched(self.stack, self.source)
        sent |= {"Authorization": f"Bearer {token}"} if token else {}
        came = self._client.request(
            method, path, json=body if body is not None else None, headers=sent | dict(headers or {})
        )
        return Answer(came.status_code, came.headers, json.loads(came.text) if came.text else None, came.text)

    def mails(self, to: str) -> list[Mail]:
        """What SES accepted for an address, oldest first."""
        found = Mails(self.stack.mailbox).to(to)
        return [Mail(to, mail["subject"], mail["text"]) for mail in reversed(found)]

    def close(self) -> None:
        self._client.close()


def new_visitor(portal: HttpPortal, **facts: Any) -> Visitor:
    """Somebody whom the portal has never seen."""
    name = token_hex(8)
    return Visitor(portal, email=f"{name}@example.org", registration_key=f"registration-{name}", **facts)


def until[T](ask: Callable[[], T], holds: Callable[[T], bool], *, seconds: float = 15) -> T:
    """What `ask` says once it holds.

    Raises: AssertionError when it never does.
    """
    end = time.monotonic() + seconds
    while not holds(said := ask()):
        assert time.monotonic() < end, f"after {seconds} s it is still {said!r}"
        time.sleep(0.1)
    return said


def vouched(stack: RunningStack, source: str) -> dict[str, str]:
    """The header by which the web function vouches for a viewer at this address."""
    return {viewer.HEADER: viewer.sign(source, datetime.now(UTC), _vouching_key(stack))}


_keys: dict[str, bytes] = {}


def _vouching_key(stack: RunningStack) -> bytes:
    """The stack's own key, by which its web function vouches for viewers; asked for once."""
    if stack.aws not in _keys:
        secrets = stack.emulator.client("secretsmanager")
        text = secrets.get_secret_value(SecretId=stack.resources["PortalClientSecret"])["SecretString"]
        _keys[stack.aws] = text.encode()
    return _keys[stack.aws]
