"""Device tokens, by which a browser that signed in before is recognised (`auth.rules.devices`)."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from auth.rules.devices import NAME_BYTES, device_id_from_token, device_token
from portal.context import Context

DeviceToken = Annotated[str | None, StringConstraints(max_length=200), Field(title="the device token")]
"""The device token that a browser sends; any text that is not a valid token counts as none."""


class Devices:
    def __init__(self, context: Context) -> None:
        self._context = context

    @classmethod
    def from_context(cls, context: Context) -> "Devices":
        return cls(context)

    def new_token(self, email: str, now: datetime) -> str:
        """A new device token for the browser to keep. No call."""
        ends_at = now + self._context.settings.device_token_lifetime
        return device_token(self._context.pepper, email, ends_at, self._context.randomness(NAME_BYTES))

    def device_id(self, token: str | None, email: str, now: datetime) -> str | None:
        """The random id of a browser that has signed in to this address; None if the token is missing, forged, expired
        or of another address. No call.
        """
        return device_id_from_token(self._context.pepper, email, token, now) if token else None
