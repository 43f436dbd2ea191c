"""Signing in, sessions and password resets (`functions/auth`), as values."""

from dataclasses import dataclass

from web.api.answers import from_fields, path_segment, require_success
from web.api.client import Api, Json, Refusal

EMAIL = "email"
AUTHENTICATOR = "authenticator"
"""The ways a code may come: in our email, or from the resident's own app."""


@dataclass(frozen=True)
class CodeSent:
    """A code that was sent. `challenge_id`: the reset, change or naming that was begun by sending it; empty if none
    was.
    """

    sent_to: str
    sent_from: str
    expires_at: str
    challenge_id: str = ""

    @classmethod
    def of(cls, body: Json) -> "CodeSent":
        begun = body.get("reset_id") or body.get("change_id") or body.get("helper_id") or ""
        return cls(body["sent_to"], body["sent_from"], body["expires_at"], begun)


@dataclass(frozen=True)
class SignInStarted:
    sign_in_id: str
    sent_to: str
    methods: tuple[str, ...]

    @classmethod
    def of(cls, body: Json) -> "SignInStarted":
        return from_fields(cls, body, methods=tuple(body["methods"]))


@dataclass(frozen=True)
class Session:
    """A new session. `device_token`: lets the API recognise this browser at the next sign-in; it authorises nothing."""

    token: str
    expires_at: str
    idle_expires_at: str
    account_id: str
    device_token: str = ""

    @classmethod
    def of(cls, body: Json) -> "Session":
        account_id = body["account"]["account_id"]
        return from_fields(cls, body, account_id=account_id, device_token=body.get("device_token") or "")


@dataclass(frozen=True)
class SignedIn:
    """A live session of the resident. `method`: how they signed in."""

    session_id: str
    signed_in_at: str
    last_used_at: str
    method: str
    this_one: bool

    @classmethod
    def of(cls, body: Json) -> "SignedIn":
        return from_fields(cls, body, this_one=bool(body["this_one"]))


class SessionsApi:
    """One method per operation. Each may raise SignInAgain or Unavailable."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def start(self, email: str, password: str, device_token: str = "") -> SignInStarted | Refusal:
        """Start a sign-in. `device_token`: from an earlier sign-in in this browser, if any."""
        asked = _with_device({"email": email, "password": password}, device_token)
        return self._api.ask("POST", "/v1/sign-ins", SignInStarted.of, asked)

    def send_code(self, sign_in_id: str) -> CodeSent | Refusal:
        return self._api.ask("POST", f"/v1/sign-ins/{path_segment(sign_in_id)}/code", CodeSent.of)

    def complete(self, sign_in_id: str, code: str, method: str = EMAIL) -> Session | Refusal:
        given = {"code": code} if method == EMAIL else {"code": code, "method": method}
        return self._api.ask("POST", f"/v1/sign-ins/{path_segment(sign_in_id)}/session", Session.of, given)

    def touch(self) -> None:
        """Keep the session alive: every call counts as activity, and this one does nothing else."""
        self._api.call("GET", "/v1/session")

    def sign_out(self) -> Refusal | None:
        return self._api.order("DELETE", "/v1/session")

    def mine(self) -> tuple[SignedIn, ...]:
        """The resident's live sessions."""
        done = require_success(self._api.call("GET", "/v1/sessions"))
        return tuple(SignedIn.of(one) for one in done.body["items"])

    def end(self, session_id: str) -> Refusal | None:
        return self._api.order("DELETE", f"/v1/sessions/{path_segment(session_id)}")

    def end_all(self) -> Refusal | None:
        """End all of the resident's sessions, this one included."""
        return self._api.order("DELETE", "/v1/sessions")

    def start_password_reset(self, email: str, device_token: str = "") -> CodeSent | Refusal:
        """Start a password reset. The answer is the same whether or not there is an account. `device_token`: from an
        earlier sign-in in this browser, if any.
        """
        asked = _with_device({"email": email}, device_token)
        return self._api.ask("POST", "/v1/password-resets", CodeSent.of, asked)

    def reset_password(self, reset_id: str, code: str, new_password: str) -> Refusal | None:
        given = {"code": code, "new_password": new_password}
        return self._api.order("PUT", f"/v1/password-resets/{path_segment(reset_id)}", given)

    def undo_email_change(self, token: str) -> Refusal | None:
        """Undo a change of email address by the token in the notice to the old address."""
        return self._api.order("POST", "/v1/email-change-reversals", {"token": token})


def _with_device(asked: dict[str, str], device_token: str) -> dict[str, str]:
    return {**asked, "device_token": device_token} if device_token else asked
