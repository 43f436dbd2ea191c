"""The portal over HTTP, with the same methods as `InProcessPortal`: requests to the local stack, each answer checked
against the API's description.

Limits count by client address, and all requests of a test run come from one machine. So each portal vouches for an
address of its own, as the web pages do for their viewers.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import randbelow, token_hex
from typing import Any
from urllib.parse import urljoin

import httpx

from local.seed import address_item
from portal import viewer
from tests.local_stack import Mails, RunningStack
from tests.support import contract
from tests.support.pay import GOOD_CARD
from tests.support.template import routed
from tests.support.visitor import Answer, Mail, Visitor


def somebodys_address() -> str:
    """A random address of the range reserved for benchmarks (RFC 2544)."""
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
        """Send a request and check the answer against the description. Safe for several threads."""
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
        """Send a request that need not reach any route; the answer is not checked."""
        sent = vouched(self.stack, self.source)
        sent |= {"Authorization": f"Bearer {token}"} if token else {}
        came = self._client.request(
            method, path, json=body if body is not None else None, headers=sent | dict(headers or {})
        )
        if came.headers.get("content-type") == "application/pdf":
            return Answer(came.status_code, came.headers, None, came.content.decode("latin-1"))
        return Answer(came.status_code, came.headers, _json(came) if came.text else None, came.text)

    def mails(self, to: str) -> list[Mail]:
        """The emails that SES accepted for an address, oldest first."""
        found = Mails(self.stack.mailbox).to(to)
        return [Mail(to, mail["subject"], mail["text"]) for mail in reversed(found)]

    def settle(self) -> None:
        """Nothing to do: the stack delivers by itself."""

    def until[T](self, ask: Callable[[], T], holds: Callable[[T], bool]) -> T:
        return until(ask, holds, seconds=20)

    def add_address(self, row: dict[str, str]) -> None:
        self.stack.emulator.table(self.stack.outputs["AddressesTable"]).put_item(Item=address_item(row))

    def upload(self, form: Mapping[str, Any], filename: str, body: bytes) -> None:
        """Upload a file: the form's fields in their order, then the file."""
        sent = httpx.post(form["url"], data=form["fields"], files={"file": (filename, body)})
        assert sent.status_code == 204, sent.text

    def scan(self, key: str) -> None:
        """Nothing to do: the stack scans each upload by itself."""

    def enter_card(self, next_url: str, card: str | None = None) -> None:
        answer = enter_card(next_url, card or GOOD_CARD)
        assert card or answer.is_redirect, answer.text

    def staff_token(self, team: str, number: int = 0) -> str:
        """The access token of an officer. `number`: which of the officers who are in this team alone."""
        user = [one for one in self.stack.staff["users"] if one["groups"] == [team]][number]
        answer = self.stack.emulator.client("cognito-idp").initiate_auth(
            ClientId=self.stack.staff["client_id"],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": user["email"], "PASSWORD": user["password"]},
        )
        return str(answer["AuthenticationResult"]["AccessToken"])

    def close(self) -> None:
        self._client.close()


def enter_card(next_url: str, card: str = GOOD_CARD) -> httpx.Response:
    """Open Pay's page in a browser of its own and send its form. Redirects are not followed."""
    with httpx.Client() as browser:
        page = browser.get(next_url)
        assert page.status_code == 200, page.text
        action = re.search(r'<form method="post" action="([^"]+)"', page.text)
        assert action, page.text
        return browser.post(urljoin(next_url, action[1]), data={"card": card, "do": "pay"})


def new_visitor(portal: HttpPortal, **facts: Any) -> Visitor:
    """A visitor whom the portal has never seen."""
    name = token_hex(8)
    return Visitor(portal, email=f"{name}@example.org", registration_key=f"registration-{name}", **facts)


def until[T](ask: Callable[[], T], holds: Callable[[T], bool], *, seconds: float = 15) -> T:
    """Call `ask` until `holds` is true of its result, and return the result.

    Raises: AssertionError when the time is over.
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
    """The stack's key by which its web function vouches for viewers, asked for once."""
    if stack.aws not in _keys:
        secrets = stack.emulator.client("secretsmanager")
        text = secrets.get_secret_value(SecretId=stack.resources["PortalClientSecret"])["SecretString"]
        _keys[stack.aws] = text.encode()
    return _keys[stack.aws]


def _json(came: httpx.Response) -> Any:
    """The body. Raises AssertionError, with what came, if it is not JSON."""
    try:
        return came.json()
    except json.JSONDecodeError:
        said = f"{came.status_code} {came.headers.get('content-type')}: {came.text[:300]}"
        raise AssertionError(f"{came.request.method} {came.request.url.path} was answered {said}") from None
