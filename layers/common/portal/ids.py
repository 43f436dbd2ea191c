"""Identifiers. A secret id, which opens something, has 192 random bits; an id that only names something is a ULID,
which sorts by time.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

from portal.cleaning import plain_signs

type Randomness = Callable[[int], bytes]
"""A function that returns as many random bytes as it is asked for (`secrets.token_bytes`)."""

SecretId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{32}$")]
Ulid = Annotated[str, StringConstraints(pattern=r"^[0-7][0-9A-HJKMNP-TV-Z]{25}$")]

UNAMBIGUOUS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that people do not confuse when they read them: no 0 or O, no 1, I or L."""


def secret_id(randomness: Randomness) -> str:
    """An unguessable id: 24 random bytes (192 bits) as 32 URL-safe characters."""
    return urlsafe_b64encode(randomness(24)).decode()


def session_token(randomness: Randomness) -> str:
    """A session's token: 32 random bytes (256 bits) as 43 URL-safe characters (`docs/rules/accounts.md`, A23)."""
    return urlsafe_b64encode(randomness(32)).decode().rstrip("=")


def ulid(now: datetime, randomness: Randomness) -> str:
    from ulid import ULID

    return str(ULID(int(now.timestamp() * 1000).to_bytes(6, "big") + randomness(10)))


def reference(randomness: Randomness) -> str:
    """A reference of 8 characters that can be read out over the telephone. It names something; it opens nothing."""
    return "".join(UNAMBIGUOUS[byte % len(UNAMBIGUOUS)] for byte in randomness(8))


def as_payment_reference(typed: str) -> str:
    """The reference of a payment, or of an attempt or refund of it, as somebody typed it, in our spelling: capitals, a
    plain hyphen, no spaces.
    """
    return "".join(plain_signs(typed).split()).upper()


def as_reference(typed: str) -> str:
    """A reference as somebody typed it, in our spelling: capitals, without spaces and signs."""
    return "".join(one for one in typed if one.isalnum()).upper()
