"""The caller's live sessions, newest first."""

from typing import Literal

from auth.store.accounts import Accounts
from auth.store.sessions import Sessions
from portal.api import Request, operation
from portal.clock import Instant
from portal.problems import unwrap
from portal.shapes import View


class OpenSessionView(View):
    """An open session. `method`: the kind of code that opened it. `this_one`: whether this is the caller's own
    session.
    """

    session_id: str
    signed_in_at: Instant
    last_used_at: Instant
    expires_at: Instant
    method: Literal["email", "authenticator", "activation"]
    this_one: bool


class SessionList(View):
    """`next` is always null: an account has fifty open sessions at most."""

    items: list[OpenSessionView]
    next: None = None


@operation("GET", "/v1/sessions", access="resident", calls=2, problems=("not_found",))
def list_sessions(request: Request[None], accounts: Accounts, sessions: Sessions) -> SessionList:
    account = unwrap(accounts.get(request.caller.account_id))
    found = [
        OpenSessionView(
            session_id=session.session_id,
            signed_in_at=session.created_at,
            last_used_at=sessions.last_used_at(session),
            expires_at=session.expires_at,
            method=session.method,
            this_one=session.session_id == request.caller.session_id,
        )
        for session in sessions.of_account(account, request.now)
    ]
    return SessionList(items=found)


handler = list_sessions.lambda_handler
