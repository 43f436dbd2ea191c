"""The resident authorizer: is this token a live session? Asked at every request, never cached, so sign-out is immediate."""

from typing import Any

from auth.store.sessions import Sessions
from portal.clock import to_public_text
from portal.world import World, real_world


def authorize(event: dict[str, Any], world: World) -> dict[str, Any]:
    """The gateway's simple answer, with who it is. 1 call."""
    scheme, _, token = event["headers"].get("authorization", "").partition(" ")
    session = Sessions.open(world).use(token, world.clock()) if scheme.lower() == "bearer" and token else None
    if session is None:
        world.log.line("authorized", allowed=False)
        return {"isAuthorized": False}
    world.log.line("authorized", allowed=True)
    context = {
        "account_id": session.account_id,
        "kind": session.kind,
        "session_id": session.session_id,
        "session_key": session.key,
        "session_created_at": to_public_text(session.created_at),
        "session_expires_at": to_public_text(session.expires_at),
        "session_idle_expires_at": to_public_text(session.idle_expires_at),
    }
    return {"isAuthorized": True, "context": context}


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return authorize(event, real_world())
