"""Ends one of the caller's sessions, for example in a browser left signed in somewhere."""

from auth.store.accounts import Accounts
from auth.store.sessions import Sessions
from portal.api import Request, operation
from portal.audit import AuditEvent
from portal.ids import Ulid
from portal.problems import unwrap


@operation("DELETE", "/v1/sessions/{session_id}", access="resident", status=204, calls=2, problems=("not_found",))
def end_session(request: Request[None], session_id: Ulid, accounts: Accounts, sessions: Sessions) -> None:
    account = unwrap(accounts.get(request.caller.account_id))
    opened = unwrap(account.open_session(session_id))
    sessions.end(account.account_id, session_id, opened.key, AuditEvent.SESSION_ENDED, request.now)


handler = end_session.lambda_handler
