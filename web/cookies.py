"""State between pages, kept in HttpOnly cookies that only this host can set and read, never in the address bar."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable, Mapping

SESSION = "__Host-session"
"""The session token."""
SESSION_LIFE = "__Host-session-life"
"""The session's idle lifetime and its end, for the warning before it ends."""
REGISTRATION = "__Host-registration"
SIGN_IN = "__Host-sign-in"
CSRF = "__Host-csrf"
NOTICE = "__Host-notice"
"""The name of a message to show once, on the next page."""
QUOTE = "__Host-quote"
"""The permit being bought: the choices so far and their quote. Kept while its buyer registers."""
ESTIMATE = "__Host-estimate"
"""The answers about money and health for an estimate of the cost of care. Dropped on request and when the browser
closes.
"""
WAITING = "__Host-waiting"
"""How many things wait for the resident, as last counted; shown in the navigation."""

RESET = "__Host-reset"
"""A password reset under way: its id, and where its code was sent."""
EMAIL_CHANGE = "__Host-email-change"
"""A change of email address under way: its id, and where its code was sent."""
ACTING = "__Host-acting"
"""The person for whom a helper fills in forms: the id of the helper's naming, and the person's name."""
EXPORT = "__Host-export"
"""The latest copy of their records that the resident asked for."""
DEVICE = "__Host-device"
"""The token by which the API recognises a browser that signed in before. It outlives the session and authorises
nothing.
"""

VIEWS = ("__Host-view-0", "__Host-view-1")
"""What the two forms sent last have to show (`web/views.py`)."""

OURS = (
    SESSION,
    SESSION_LIFE,
    REGISTRATION,
    SIGN_IN,
    CSRF,
    NOTICE,
    QUOTE,
    ESTIMATE,
    WAITING,
    RESET,
    EMAIL_CHANGE,
    EXPORT,
    ACTING,
    *VIEWS,
)
"""A resident's cookies, dropped when they sign out. An officer who is signed in in the same browser keeps theirs."""

OF_ONE_ACCOUNT = (WAITING, EMAIL_CHANGE, EXPORT)
"""Cookies about the resident who is signed in, dropped when another one signs in."""

OFFICER = "__Host-officer"
"""The access token of the staff pool."""
OFFICER_CSRF = "__Host-officer-csrf"
OFFICER_LOGIN = "__Host-officer-login"
"""Proof that a sign-in at the staff pool's own page was begun in this browser."""
OFFICER_ENDS = "__Host-officer-ends"
"""When the access token can no longer be renewed, in seconds since 1970."""
OFFICER_RENEWAL = "__Secure-officer-renewal"
"""The refresh token of the staff pool. It is sent to the renewing page alone, so it cannot be a `__Host-` cookie."""
RENEWAL_PATH = "/officer/session"
OFFICERS = (OFFICER, OFFICER_CSRF, OFFICER_LOGIN, OFFICER_ENDS, OFFICER_RENEWAL, NOTICE, *VIEWS)

EVERY = frozenset({*OURS, *OFFICERS, DEVICE})
"""The names of all our cookies; CloudFront passes on no others (the function `OnlyOurCookies` of template.yaml)."""

LONGEST = 4096
"""The most bytes of one cookie that a browser keeps (RFC 6265, 6.1)."""

SENT = "sent"
"""The key, in a journey's state, that names the form which made the state."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")
_TOKEN = re.compile(r"[A-Za-z0-9._-]{1,200}")


def read(lines: Iterable[str]) -> Mapping[str, str]:
    """Our cookies among the `name=value` pairs, by name. Of two with one name the first counts; too long ones are
    dropped.
    """
    found: dict[str, str] = {}
    for line in lines:
        name, _, value = line.strip().partition("=")
        if name in EVERY and len(value) <= LONGEST:
            found.setdefault(name, value)
    return found


def put(name: str, value: str, *, max_age: int | None = None) -> str:
    """A Set-Cookie line. The cookie lives until the browser closes, or `max_age` seconds; the API decides when its
    content has expired.
    """
    kept = "" if max_age is None else f"; Max-Age={max_age}"
    return f"{name}={value}; Path={_path(name)}; Secure; HttpOnly; SameSite=Lax{kept}"


def drop(name: str) -> str:
    """A Set-Cookie line that removes a cookie."""
    return f"{name}=; Path={_path(name)}; Secure; HttpOnly; SameSite=Lax; Max-Age=0"


def _path(name: str) -> str:
    return RENEWAL_PATH if name == OFFICER_RENEWAL else "/"


def token(value: str) -> str:
    """The value if it has the form of a token, else an empty text: the browser's owner may have changed it."""
    return value if _TOKEN.fullmatch(value) else ""


def pack(state: Mapping[str, str]) -> str:
    """A journey's state as one cookie value: base64url of JSON. It is not signed, so nothing may rely on it."""
    return base64.urlsafe_b64encode(json.dumps(state).encode()).decode().rstrip("=")


def fingerprint(state: Mapping[str, str]) -> str:
    """A short hash of a state. A form brings back the hash of the state that its page shows, which tells whether the
    state has changed since. The key `SENT` is not counted.
    """
    shown = sorted((name, value) for name, value in state.items() if name != SENT)
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def unpack(value: str | None) -> dict[str, str] | None:
    """The state that `pack` made, or None for anything else.

    Its owner may have altered it: pages escape it, and `id`, which goes into paths, is checked here.
    """
    if not value:
        return None
    try:
        state = json.loads(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)))
    except (binascii.Error, ValueError):
        return None
    if not isinstance(state, dict) or not all(isinstance(word, str) for word in state.values()):
        return None
    return state if _ID.fullmatch(state.get("id", "")) else None
