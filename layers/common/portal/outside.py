"""Calls to services outside AWS: one function, given by the context, so that tests can replace it.

Nothing is retried and no redirect is followed: the caller knows whether a repeat is safe.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import urllib3

CONNECT_SECONDS = 2.0
READ_SECONDS = 6.0
"""Short enough for three calls in a row to GOV.UK Pay, the most of any operation, within the function's timeout."""


@dataclass(frozen=True)
class OutsideCall:
    """An HTTP request. `service` and `name`: our words for the service and the call (`pay`, `create`), for logs and
    tests.
    """

    service: str
    name: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None


@dataclass(frozen=True)
class OutsideReply:
    """An HTTP answer. `headers`: with names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NoReply(Exception):
    """No complete answer came: it is not known whether the service did what it was asked."""


type Http = Callable[[OutsideCall], OutsideReply]


def over_https(call: OutsideCall) -> OutsideReply:
    """Send the request, over connections that are kept open between invocations.

    Raises: NoReply.
    """
    import urllib3

    try:
        answer = _pool().request(call.method, call.url, headers=dict(call.headers), body=call.body, redirect=False)
    except urllib3.exceptions.HTTPError as error:
        raise NoReply(f"{call.service} {call.name}: {type(error).__name__}") from None
    return OutsideReply(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.data)


@cache
def _pool() -> "urllib3.PoolManager":
    import urllib3

    return urllib3.PoolManager(timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS), retries=False)
