"""Ends the session it is called with; its token is dead at once."""

from auth.store.sessions import Sessions
from portal.api import Request, operation
from portal.audit import AuditEvent


@operation("DELETE", "/v1/session", access="resident", status=204, calls=1)
def sign_out(request: Request[None], sessions: Sessions) -> None:
    caller = request.caller
    sessions.end(caller.account_id, caller.session_id, caller.session_key, AuditEvent.SIGNED_OUT, request.now)


handler = sign_out.lambda_handler
