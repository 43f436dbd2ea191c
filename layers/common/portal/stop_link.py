"""Stopping an automatic renewal without signing in, by a token that only the email with its announcement contains.

The token is derived from our secret and the permit's id: no table and no event holds it (ADR 0061).
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from portal.context import Context


class StopLinks:
    def __init__(self, context: Context) -> None:
        self._context = context

    @classmethod
    def from_context(cls, context: Context) -> "StopLinks":
        return cls(context)

    def token_for(self, permit_id: str) -> str:
        """The permit's token: its id, a dot, and 43 URL-safe characters."""
        digest = hmac.new(self._context.pepper, f"stop-auto-renewal|{permit_id}".encode(), hashlib.sha256).digest()
        return f"{permit_id}.{urlsafe_b64encode(digest).decode().rstrip('=')}"

    def permit_id_of(self, token: str) -> str | None:
        """The id of the permit that the token is for; None if we did not make the token."""
        permit_id = token.partition(".")[0]
        known = hmac.compare_digest(token.encode(), self.token_for(permit_id).encode())
        return permit_id if known else None
