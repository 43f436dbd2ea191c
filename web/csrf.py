"""Proof that a form was served to the browser that posts it: the browser has a secret cookie, the form an HMAC of it.

Other hosts cannot plant the cookie because of its `__Host-` name. It is bound to the account rather than the session: a
form that was open when the session ended can still be sent after the same person has signed in again, and by nobody
else.
"""

import hashlib
import hmac

FIELD = "csrf"


def new_secret(random: bytes, previous: str, account_id: str, key: bytes) -> str:
    """The cookie's value after a sign-in: the `previous` one if it belongs to the same account, else a new one."""
    tag = _tag(account_id, key)
    return previous if previous.endswith("." + tag) else f"{random.hex()}.{tag}"


def of_another(previous: str, account_id: str, key: bytes) -> bool:
    """Whether the `previous` cookie belongs to another account."""
    return "." in previous and not previous.endswith("." + _tag(account_id, key))


def token(secret: str, key: bytes) -> str:
    """The value of the form's hidden field."""
    return hmac.new(key, b"form|" + secret.encode(), hashlib.sha256).hexdigest()


def matches(secret: str, posted: str, key: bytes) -> bool:
    """Whether the posted field was made from this browser's secret."""
    return bool(secret) and hmac.compare_digest(token(secret, key).encode(), posted.encode())


def _tag(account_id: str, key: bytes) -> str:
    return hmac.new(key, b"account|" + account_id.encode(), hashlib.sha256).hexdigest()[:16]
