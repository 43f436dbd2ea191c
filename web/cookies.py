"""State between pages: HttpOnly cookies that only this host can set and read, never the address bar."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable, Mapping

SESSION = "__Host-session"
"""The session token."""
SESSION_LIFE = "__Host-session-life"
"""How long the session lives idle and in all, for the warning before it ends."""
REGISTRATION = "__Host-registration"
SIGN_IN = "__Host-sign-in"
CSRF = "__Host-csrf"
NOTICE = "__Host-notice"
"""Name of what to say on the next page, once."""
QUOTE = "__Host-quote"
"""A permit that is being bought: what was chosen and the quote for it. It outlives the registration of its buyer."""
ESTIMATE = "__Host-estimate"
"""What was answered about money and health, to estimate the cost of care. It goes when asked, or with the browser."""
WAITING = "__Host-waiting"
"""How many things wait for the resident, as last seen; for the number in the navigation."""

RESET = "__Host-reset"
"""A password that is being reset, and"""
EMAIL_CHANGE = "__Host-email-change"
"""an email address that is being changed: what was sent where."""
ACTING = "__Host-acting"
"""For whom a helper fills in forms: the id of the naming, and the person's name."""
EXPORT = "__Host-export"
"""The copy of one's records that was asked for last."""
DEVICE = "__Host-device"
"""By it the API knows a browser that signed in before. It outlives the session, and opens nothing."""

VIEWS = ("__Host-view-0", "__Host-view-1")
"""What the last two forms that were sent have to show (`web/views.py`)."""

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
"""A resident's that go when they leave; an officer who is signed in beside them keeps theirs."""

OF_ONE_ACCOUNT = (WAITING, EMAIL_CHANGE, EXPORT)
"""What says something of the resident who is signed in; they go when somebody else signs in."""

OFFICER = "__Host-officer"
"""The access token of the staff pool."""
OFFICER_CSRF = "__Host-officer-csrf"
OFFICER_LOGIN = "__Host-officer-login"
"""What proves that a sign-in at the staff pool's own page was begun here."""
OFFICER_ENDS = "__Host-officer-ends"
"""Until when the access token can be renewed, in seconds since 1970."""
OFFICER_RENEWAL = "__Secure-officer-renewal"
"""The refresh token of the staff pool: only the page that renews is sent it, so it is no `__Host-` cookie."""
RENEWAL_PATH = "/officer/session"
OFFICERS = (OFFICER, OFFICER_CSRF, OFFICER_LOGIN, OFFICER_ENDS, OFFICER_RENEWAL, NOTICE, *VIEWS)

EVERY = frozenset({*OURS, *OFFICERS, DEVICE})
"""All that there are; CloudFront passes on no other (the function `OnlyOurCookies` of template.yaml)."""

LONGEST = 4096
"""Bytes of one cookie that a browser keeps (RFC 6265, 6.1)."""

SENT = "sent"
"""In a state: which form made it."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")
_TOKEN = re.compile(r"[A-Za-z0-9._-]{1,200}")


def read(lines: Iterable[str]) -> Mapping[str, str]:
    """Our own of the `name=value` pairs, by name; of two with one name the first counts, and none that is too long."""
    found: dict[str, str] = {}
    for line in lines:
        name, _, value = line.strip().partition("=")
        if name in EVERY and len(value) <= LONGEST:
            found.setdefault(name, value)
    return found


def put(name: str, value: str, *, max_age: int | None = None) -> str:
    """A Set-Cookie line. It lives as long as the browser is open: the API decides when its contents have expired.

    `max_age`: or for so many seconds.
    """
    kept = "" if max_age is None else f"; Max-Age={max_age}"
    return f"{name}={value}; Path={_path(name)}; Secure; HttpOnly; SameSite=Lax{kept}"


def drop(name: str) -> str:
    """A Set-Cookie line that removes a cookie."""
    return f"{name}=; Path={_path(name)}; Secure; HttpOnly; SameSite=Lax; Max-Age=0"


def _path(name: str) -> str:
    return RENEWAL_PATH if name == OFFICER_RENEWAL else "/"


def token(value: str) -> str:
    """An opaque word, or nothing where its owner has put something else."""
    return value if _TOKEN.fullmatch(value) else ""


def pack(state: Mapping[str, str]) -> str:
    """A few texts of state as one cookie value: base64url of JSON, unsigned, so nothing may rely on it."""
    return base64.urlsafe_b64encode(json.dumps(state).encode()).decode().rstrip("=")


def fingerprint(state: Mapping[str, str]) -> str:
    """A short word that differs when the state does; a form brings back that of the state which its page shows."""
    shown = sorted((name, value) for name, value in state.items() if name != SENT)
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def unpack(value: str | None) -> dict[str, str] | None:
    """What `pack` made, or None for anything else.

    It may have been altered by its owner: it is escaped when shown, and `id` goes into a path, so its letters are
    checked here.
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
