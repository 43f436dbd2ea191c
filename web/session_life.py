"""How long a sign-in lasts, for the warning before it ends and for renewing an officer's while they work. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from web import cookies
from web.api.staff_login import LONGEST_SESSION, Tokens, lifetime


@dataclass(frozen=True)
class SessionLife:
    """The remaining life of a sign-in, in seconds from now.

    `idle`: until it ends without activity. `left`: until it ends in any case. `extended`: its idle life after an
    extension. `extend`: the address that extends it. `ended`: the page to show once it has ended. `due`: an officer's
    token has passed more than half its life and can be renewed.
    """

    idle: int
    left: int
    extended: int
    extend: str = "/session/extend"
    ended: str = "/session-ended"
    due: bool = False


def of_resident(cookie: str, now: datetime) -> SessionLife | None:
    """A resident's sign-in; None if the cookie is not readable. `cookie`: the value of `SESSION_LIFE`, `<idle
    seconds>.<end>`.
    """
    idle, dot, ends = cookie.partition(".")
    if not (dot and idle.isdigit() and ends.isdigit()):
        return None
    return SessionLife(int(idle), max(0, int(ends) - int(now.timestamp())), int(idle))


def of_officer(token: str, ends: str, now: datetime) -> SessionLife | None:
    """An officer's sign-in; None if the token has expired. `ends`: when it can no longer be renewed, in seconds since
    1970; empty if it never can.
    """
    life, at = lifetime(token), int(now.timestamp())
    if life is None or life[1] <= at:
        return None
    made, over = life
    renewable = ends.isdigit() and int(ends) > at
    left = max(int(ends), over) - at if renewable else over - at
    due = renewable and at - made > over - at
    return SessionLife(over - at, left, over - made, cookies.RENEWAL_PATH, "/officer", due)


def renewable(tokens: Tokens, now: datetime) -> Mapping[str, str]:
    """The cookies by which an officer's sign-in can be renewed for a working day; none if the pool gave no refresh
    token.
    """
    if not tokens.refresh:
        return {}
    return {
        cookies.OFFICER_RENEWAL: tokens.refresh,
        cookies.OFFICER_ENDS: str(int((now + LONGEST_SESSION).timestamp())),
    }
