"""Calling the public API: bearer token, `Portal-Client` header, and problem+json as a value."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

type Json = Mapping[str, Any]

RETRYABLE = frozenset({"mail_unavailable", "pay_unavailable", "try_again", "vehicle_enquiry_unavailable"})
"""Refusals with status 503 that a form shows: what was typed stays, and sending it again may work."""


class SignInAgain(Exception):
    """The session has ended, or there never was one."""


class Unavailable(Exception):
    """The API cannot be reached or is broken. The message never holds what was sent."""


@dataclass(frozen=True)
class Reply:
    """An HTTP response. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport(Protocol):
    """A way to send calls to the API."""

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        """Send one request. Raises: Unavailable."""


@dataclass(frozen=True)
class FieldError:
    """An error in one field. `field`: its path in the body (`address.postcode`)."""

    field: str
    code: str
    message: str


@dataclass(frozen=True)
class Refusal:
    """A refusal of the API (RFC 9457). `detail` and the errors' messages are sentences for the person."""

    status: int
    code: str
    detail: str
    errors: tuple[FieldError, ...] = ()
    retry_after: int | None = None


@dataclass(frozen=True)
class Success:
    """A success: the body, and the ETag for a later `if_match`."""

    body: Json
    etag: str


class Api:
    """The API, called on behalf of one visitor."""

    def __init__(self, transport: Transport, portal_client: str, token: str | None) -> None:
        self._transport = transport
        self._token = token
        self._portal_client = portal_client

    def call(
        self, method: str, path: str, body: Json | None = None, *, idempotency_key: str = "", if_match: str = ""
    ) -> Success | Refusal:
        """Call an operation. `idempotency_key`: sent as Idempotency-Key. `if_match`: sent as If-Match.

        Raises: SignInAgain, Unavailable.
        """
        headers = self._headers("application/json")
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        if if_match:
            headers["If-Match"] = if_match
        if body is not None:
            headers["Content-Type"] = "application/json"
        reply = self._transport.send(method, path, headers, None if body is None else json.dumps(body).encode())
        if reply.status < 300:
            return Success(_json(reply) or {}, reply.headers.get("etag", ""))
        return self._refusal(reply)

    def ask[T](
        self,
        method: str,
        path: str,
        read: Callable[[Json], T],
        body: Json | None = None,
        *,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> T | Refusal:
        """Call an operation (see `call`). Returns `read` of the body on success."""
        answer = self.call(method, path, body, idempotency_key=idempotency_key, if_match=if_match)
        return answer if isinstance(answer, Refusal) else read(answer.body)

    def order(self, method: str, path: str, body: Json | None = None) -> Refusal | None:
        """Call an operation (see `call`) whose success has no content. Returns None on success."""
        answer = self.call(method, path, body)
        return answer if isinstance(answer, Refusal) else None

    def pdf(self, path: str) -> bytes | Refusal:
        """Fetch a PDF."""
        reply = self._transport.send("GET", path, self._headers("application/pdf"), None)
        return reply.body if reply.status < 300 else self._refusal(reply)

    def _headers(self, accept: str) -> dict[str, str]:
        headers = {"Accept": accept, "Portal-Client": self._portal_client}
        return headers | ({"Authorization": f"Bearer {self._token}"} if self._token else {})

    def _refusal(self, reply: Reply) -> Refusal:
        problem = _json(reply) or {}
        code = str(problem.get("code", ""))
        if self._token and (code == "sign_in_required" or (not code and reply.status in (401, 403))):
            raise SignInAgain
        if not code or (reply.status >= 500 and code not in RETRYABLE):
            raise Unavailable(f"The API answered {reply.status} {code}".strip())
        retry_after = reply.headers.get("retry-after", "")
        return Refusal(
            status=reply.status,
            code=code,
            detail=str(problem.get("detail", "")),
            errors=tuple(
                FieldError(str(error["field"]), str(error["code"]), str(error["message"]))
                for error in problem.get("errors") or ()
            ),
            retry_after=int(retry_after) if retry_after.isdigit() else None,
        )


def _json(reply: Reply) -> Json | None:
    if not reply.body or "json" not in reply.headers.get("content-type", ""):
        return None
    try:
        problem = json.loads(reply.body)
    except ValueError as error:
        raise Unavailable("The API answered with broken JSON") from error
    return problem if isinstance(problem, dict) else None
