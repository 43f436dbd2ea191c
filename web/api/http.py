"""Calls over HTTP, on connections that are kept between visits."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from web.api.client import Reply, Unavailable

if TYPE_CHECKING:
    import urllib3

CONNECT_SECONDS = 3.0
READ_SECONDS = 15.0
"""Below the function's own time, so that the visitor gets our page and not the gateway's."""


class HttpTransport:
    """The API at one base address."""

    def __init__(self, base: str) -> None:
        self._base = base.rstrip("/")
        self._pool: urllib3.PoolManager | None = None

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        """Raises: Unavailable."""
        import urllib3  # here, because importing it costs what a page that needs no API should not pay

        if self._pool is None:
            self._pool = urllib3.PoolManager(
                timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
                # A kept connection may have died while the function slept; only what is safe to repeat is repeated.
                retries=urllib3.Retry(total=1, redirect=0, status=0, other=0, allowed_methods={"GET"}),
            )
        try:
            answer = self._pool.request(method, self._base + path, headers=dict(headers), body=body, redirect=False)
        except urllib3.exceptions.HTTPError as error:
            raise Unavailable(f"{method} to the API failed: {type(error).__name__}") from None
        return Reply(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.data)

    def close(self) -> None:
        """Let go of the kept connections."""
        if self._pool is not None:
            self._pool.clear()
