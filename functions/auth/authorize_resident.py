"""The resident authorizer: is this token a live session? Asked at every request, so that sign-out is immediate."""

from collections.abc import Mapping
from typing import Any

from auth.store.sessions import Sessions
from portal.clock import to_public_text
from portal.consume import Event, invoked
from portal.context import Context
from portal.log import correlation_id, hashed


@invoked
def authorize_resident(event: Event, context: Context) -> Mapping[str, Any]:
    """The gateway's simple authorizer response; for a live session with the caller's facts as context. 1 call."""
    scheme, _, token = event["headers"].get("authorization", "").partition(" ")
    now = context.clock()
    session = Sessions.from_context(context).use(token, now) if scheme.lower() == "bearer" and token else None
    context.log.line(
        "authorized",
        correlation_id=correlation_id(event),
        allowed=session is not None,
        account=hashed(session.account_id) if session else None,
    )
    if session is None:
        return {"isAuthorized": False}
    held = session.care_hold(now)
    caller = {
        "account_id": session.account_id,
        "kind": session.kind,
        "session_id": session.session_id,
        "session_key": session.key,
        "session_created_at": to_public_text(session.created_at),
        "session_expires_at": to_public_text(session.expires_at),
        "session_idle_expires_at": to_public_text(session.idle_expires_at),
        "care_closed_until": to_public_text(held) if held else "",
    }
    return {"isAuthorized": True, "context": caller}


handler = authorize_resident.lambda_handler
