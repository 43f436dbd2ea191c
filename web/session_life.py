"""How long a sign-in lives, for the warning before it ends and for renewing an officer's while they work. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from web import cookies
from web.api.staff_login import LONGEST_SESSION, Tokens, lifetime


@dataclass(frozen=True)
class SessionLife:
    """In seconds from now. `idle`: until it ends if nothing happens; `left`: until it ends at all; `extended`: how long
    it lives once it is extended. `extend`: the address that does so; `ended`: that of the page to see afterwards.
    `due`: an officer's token is more than half over and can be renewed.
    """

    idle: int
    left: int
    extended: int
    extend: str = "/session/extend"
    ended: str = "/session-ended"
    due: bool = False


def of_resident(cookie: str, now: datetime) -> SessionLife | None:
    """`cookie`: the value that was set at signing in."""
    idle, dot, ends = cookie.partition(".")
    if not (dot and idle.isdigit() and ends.isdigit()):
        return None
    return SessionLife(int(idle), max(0, int(ends) - int(now.timestamp())), int(idle))


def of_officer(token: str, ends: str, now: datetime) -> SessionLife | None:
    """`ends`: until when the token can be renewed; empty where it cannot. None if the token is over."""
    life, at = lifetime(token), int(now.timestamp())
    if life is None or life[1] <= at:
        return None
    made, over = life
    renewable = ends.isdigit() and int(ends) > at
    left = max(int(ends), over) - at if renewable else over - at
    due = renewable and at - made > over - at
    return SessionLife(over - at, left, over - made, cookies.RENEWAL_PATH, "/officer", due)


def renewable(tokens: Tokens, now: datetime) -> Mapping[str, str]:
    """The cookies that let an officer's sign-in be renewed for a working day; none where the pool does not allow it."""
    if not tokens.refresh:
        return {}
    return {
        cookies.OFFICER_RENEWAL: tokens.refresh,
        cookies.OFFICER_ENDS: str(int((now + LONGEST_SESSION).timestamp())),
    }
