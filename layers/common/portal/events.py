"""What happened, as the domains tell each other over the bus. Ids only: no personal data travels in an event."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from portal.clock import Stored


class Event(BaseModel):
    """`event_id` is what consumers remember in order to act once. The class's name is the event's `detail-type`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    source: ClassVar[str]

    event_id: str
    at: Stored


class AccountActivated(Event):
    """A new account's code was accepted: the person has proved the mailbox and is signed in."""

    source = "portal.auth"

    account_id: str
