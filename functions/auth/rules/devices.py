"""Device tokens recognise a browser that signed in to this address before (`docs/rules/accounts.md`, "Sign-in").

Attempts from such a browser are counted by themselves, so that a stranger in the same network cannot lock its owner
out. A token gives no access. It holds its expiry, a random name, and an HMAC over both and the address: nothing is
stored, and a token that is forged, of another address or expired counts as none.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime

from portal.clock import epoch_seconds
from portal.viewer import network

END_BYTES, NAME_BYTES = 6, 16


def device_token(pepper: bytes, email: str, ends_at: datetime, name: bytes) -> str:
    """A new device token. `name`: `NAME_BYTES` random bytes, the browser's id."""
    claim = epoch_seconds(ends_at).to_bytes(END_BYTES) + name
    return urlsafe_b64encode(claim + _signature(pepper, email, claim)).decode()


def device_id_from_token(pepper: bytes, email: str, token: str, now: datetime) -> str | None:
    """The browser's random id as hexadecimal digits; None if the token is forged, expired or of another address."""
    try:
        raw = urlsafe_b64decode(token.encode("ascii"))
    except ValueError:
        return None
    claim = raw[: END_BYTES + NAME_BYTES]
    if not hmac.compare_digest(raw[len(claim) :], _signature(pepper, email, claim)):
        return None
    alive = now.timestamp() < int.from_bytes(claim[:END_BYTES])
    return claim[END_BYTES:].hex() if alive else None


def throttle_key(pepper: bytes, email: str, device: str | None, client: str) -> str:
    """The key by which attempts at an address are counted: by known browser (`device`), else by the client's network.

    The key is a keyed hash, since it is stored: neither address nor network can be read from it.
    """
    place = f"device {device}" if device else network(client)
    return hmac.new(pepper, f"tries|{email}|{place}".encode(), hashlib.sha256).hexdigest()


def _signature(pepper: bytes, email: str, claim: bytes) -> bytes:
    return hmac.new(pepper, b"device|" + email.encode() + b"|" + claim, hashlib.sha256).digest()
