"""Proof that a form was served to the browser which posts it: a secret cookie, and in the form an HMAC of it.

The cookie's `__Host-` name keeps every other host from planting one. It is bound to the account, not to the session, so
that a form left open while the session ran out can still be sent after the same person has signed in again, and by
nobody else.
"""

import hashlib
import hmac

FIELD = "csrf"


def new_secret(random: bytes, previous: str, account_id: str, key: bytes) -> str:
    """The cookie from a sign-in on: the one there was, when it is of the same account."""
    tag = _tag(account_id, key)
    return previous if previous.endswith("." + tag) else f"{random.hex()}.{tag}"


def of_another(previous: str, account_id: str, key: bytes) -> bool:
    """Whether the cookie that there was is of another account."""
    return "." in previous and not previous.endswith("." + _tag(account_id, key))


def token(secret: str, key: bytes) -> str:
    """What goes into the form."""
    return hmac.new(key, b"form|" + secret.encode(), hashlib.sha256).hexdigest()


def matches(secret: str, posted: str, key: bytes) -> bool:
    """Whether the form belongs to the browser."""
    return bool(secret) and hmac.compare_digest(token(secret, key).encode(), posted.encode())


def _tag(account_id: str, key: bytes) -> str:
    return hmac.new(key, b"account|" + account_id.encode(), hashlib.sha256).hexdigest()[:16]
