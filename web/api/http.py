"""Calls over HTTP, on connections that are kept between visits, within the time allowed for one visit."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from web.api.client import Reply, Unavailable

if TYPE_CHECKING:
    import urllib3

CONNECT_SECONDS = 3.0
SECONDS_FOR_CALLS = 15.0
"""The time for all calls of one visit together. It is shorter than the function's timeout, so that the visitor gets our
error page and not the gateway's.
"""


class Deadline:
    """The end of the time for the current visit's calls. A Lambda environment serves one visit at a time."""

    def __init__(self, seconds: float = SECONDS_FOR_CALLS, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self.start()

    def start(self) -> None:
        """Start the time of a new visit."""
        self._until = self._clock() + self._seconds

    def left(self) -> float:
        """The seconds left; 0 when the time is over."""
        return max(0.0, self._until - self._clock())


class HttpTransport:
    """Calls to the API at one base address."""

    def __init__(self, base: str, deadline: Deadline) -> None:
        self._base = base.rstrip("/")
        self._deadline = deadline
        self._pool: urllib3.PoolManager | None = None

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        """Send one request. A GET whose connection broke is sent once more: a kept connection may have died while the
        function was frozen.

        Raises: Unavailable when there is no answer within the time left.
        """
        import urllib3  # imported here: pages that need no API should not pay for it

        try:
            return self._once(method, path, headers, body)
        except (urllib3.exceptions.ProtocolError, urllib3.exceptions.NewConnectionError) as error:
            if method != "GET":
                raise _unavailable(method, error) from None
        except urllib3.exceptions.HTTPError as error:
            raise _unavailable(method, error) from None
        try:
            return self._once(method, path, headers, body)
        except urllib3.exceptions.HTTPError as error:
            raise _unavailable(method, error) from None

    def _once(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        """Send the request once. Raises: Unavailable, urllib3's HTTPError."""
        import urllib3

        if self._pool is None:
            self._pool = urllib3.PoolManager(retries=False)
        left = self._deadline.left()
        if not left:
            raise Unavailable(f"{method} to the API was not sent: no time is left")
        answer = self._pool.request(
            method,
            self._base + path,
            headers=dict(headers),
            body=body,
            redirect=False,
            timeout=urllib3.Timeout(connect=min(CONNECT_SECONDS, left), total=left),
        )
        return Reply(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.data)

    def close(self) -> None:
        """Close the kept connections."""
        if self._pool is not None:
            self._pool.clear()


def _unavailable(method: str, error: Exception) -> Unavailable:
    return Unavailable(f"{method} to the API failed: {type(error).__name__}")
