"""Ends the session it is called with; its token is dead at once."""

from auth.store.sessions import Sessions
from portal.api import Request, operation


@operation("DELETE", "/v1/session", access="resident", status=204, calls=1)
def sign_out(request: Request[None], sessions: Sessions) -> None:
    sessions.end(request.caller.session_key)


handler = sign_out.lambda_handler
