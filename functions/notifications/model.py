"""A notice: what a person is told because of an event, and what became of its messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal.clock import Stored
from portal.contact_card import Channel
from portal.shapes import Frozen

CLAIM_LASTS = timedelta(minutes=2)
"""After that long the function that claimed a notice is taken to have died, and another may send it (I14)."""


@dataclass(frozen=True)
class Notice:
    """What one person is to be told about one event; `mail` names its text in the layer, `facts` fills it in.

    `change_id`: of a change of address, which is told to the address that was left. `permit_id`: of the permit whose
    vehicle and days the mail names, which are read when it is sent (`portal.permit_card`).
    """

    event_id: str
    account_id: str
    mail: str
    facts: Mapping[str, str]
    change_id: str | None = None
    permit_id: str | None = None


class MessageStatus(StrEnum):
    """`waiting`: for its hour. `claimed`: a function is sending it. `bounced`: it came back, or its reader complained.
    `failed`: its provider refused it for good. `unaddressed`: a letter whose address no envelope can bear."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    UNADDRESSED = "unaddressed"


class DeliveryStatus(StrEnum):
    """`nobody`: there is nobody to tell any more. `undelivered`: no channel took it, or all came back.
    `outdated`: what it would ask for has been done, or cannot be done any more. `sent`: a channel took it.
    `withheld`: an officer has noted that we write to its reader no more."""

    CLAIMED = "claimed"
    WAITING = "waiting"
    SENT = "sent"
    NOBODY = "nobody"
    OUTDATED = "outdated"
    UNDELIVERED = "undelivered"
    WITHHELD = "withheld"


class Message(Frozen):
    """A notice by one channel. `to`: where it went, masked. `provider_id`: SES's or SNS's, or where a letter lies."""

    channel: Channel
    status: MessageStatus
    at: Stored
    to: str = ""
    provider_id: str | None = None


class Delivery(Frozen):
    """What became of a notice. `detail_type` and `detail` are the event's, so that it can be told again later.

    `due_at`: when a job is to go on with it. `version` rises with every write.
    """

    event_id: str
    account_id: str
    mail: str
    detail_type: str
    detail: str
    claimed_at: Stored
    status: DeliveryStatus
    messages: tuple[Message, ...] = ()
    due_at: Stored | None = None
    version: int = 1
