"""Device tokens: they know a browser that signed in to this address before (`docs/rules/accounts.md`, "Sign-in").

What such a browser tries is counted apart, so that a stranger in the same network cannot lock its owner out. A token
opens nothing. It is its own end, a random name, and an HMAC over both and the address: so nothing is stored, and one
made up, of another address or too old is like none.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime

from portal.clock import epoch_seconds
from portal.viewer import network

END_BYTES, NAME_BYTES = 6, 16


def device_token(pepper: bytes, email: str, ends_at: datetime, name: bytes) -> str:
    """`name`: `NAME_BYTES` random bytes, which tell one browser from another."""
    claim = epoch_seconds(ends_at).to_bytes(END_BYTES) + name
    return urlsafe_b64encode(claim + _seal(pepper, email, claim)).decode()


def device_name(pepper: bytes, email: str, token: str, now: datetime) -> str | None:
    """Which browser of this address brings the token; None if it does not say."""
    try:
        raw = urlsafe_b64decode(token.encode("ascii"))
    except ValueError:
        return None
    claim = raw[: END_BYTES + NAME_BYTES]
    if not hmac.compare_digest(raw[len(claim) :], _seal(pepper, email, claim)):
        return None
    alive = now.timestamp() < int.from_bytes(claim[:END_BYTES])
    return claim[END_BYTES:].hex() if alive else None


def whence(pepper: bytes, email: str, device: str | None, client: str) -> str:
    """As whose a try at an address is counted: its known browser's own; any other's with those of its network.

    A hash: it is stored, and neither address nor network is to be read from it.
    """
    place = f"device {device}" if device else network(client)
    return hmac.new(pepper, f"tries|{email}|{place}".encode(), hashlib.sha256).hexdigest()


def _seal(pepper: bytes, email: str, claim: bytes) -> bytes:
    return hmac.new(pepper, b"device|" + email.encode() + b"|" + claim, hashlib.sha256).digest()
