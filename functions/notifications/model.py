"""A notice: what a person is told because of an event, and what became of its messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal.clock import Stored
from portal.contact_card import Channel
from portal.formats import Format
from portal.shapes import Frozen

CLAIM_LASTS = timedelta(minutes=2)
"""After this time the function that claimed a notice is taken to have died, and another may send the notice (I14)."""


@dataclass(frozen=True)
class Notice:
    """What one person is to be told about one event. `mail`: the name of the text in the layer; `facts` fill it in.

    `change_id`: the change of email address that is announced to the old address; None for any other notice.
    `permit_id`: the permit whose vehicle and days the text names, read when it is sent (`portal.permit_card`); None if
    the text names no more of a permit than its reference. `payment_id`: the payment whose amount and due date the text
    names, read likewise (`portal.payment_card`); `refund_id`: which of its refunds.
    """

    event_id: str
    account_id: str
    mail: str
    facts: Mapping[str, str]
    change_id: str | None = None
    permit_id: str | None = None
    payment_id: str | None = None
    refund_id: str | None = None


class MessageStatus(StrEnum):
    """The state of one message. `waiting`: a text that is held back until the morning. `claimed`: a function is sending
    the message. `sent`: the provider accepted it. `bounced`: it came back, or the reader reported it as spam. `failed`:
    the provider refused it for good, or could not deliver it. `unaddressed`: a letter with an address that fits no
    envelope; tried only if post was chosen, or if every other channel was lost.
    """

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    UNADDRESSED = "unaddressed"


class DeliveryStatus(StrEnum):
    """The state of one notice. `claimed`: a function is sending it. `waiting`: a job takes it up again at `due_at`.
    `sent`: at least one provider accepted a message. `nobody`: the account or address is gone. `outdated`: the reader
    has done what the notice asks for, or can no longer do it. `undelivered`: every message was lost. `withheld`: an
    officer has noted that we no longer write to the reader.
    """

    CLAIMED = "claimed"
    WAITING = "waiting"
    SENT = "sent"
    NOBODY = "nobody"
    OUTDATED = "outdated"
    UNDELIVERED = "undelivered"
    WITHHELD = "withheld"


class Message(Frozen):
    """A notice by one channel. `at`: when `status` last changed; of a waiting text, when it may be sent. `to`: the
    masked address it was sent to. `provider_id`: the message id of SES or SNS, or a letter's key in the bucket; None
    until sent.
    """

    channel: Channel
    status: MessageStatus
    at: Stored
    to: str = ""
    provider_id: str | None = None


class Delivery(Frozen):
    """What became of a notice. `detail_type` and `detail` (JSON) are those of the event, so that it can be queued
    again.

    `by_hand`: the formats that officers make of it by hand. `due_at`: when a job takes the notice up again; None if
    never. `version` rises with every write.
    """

    event_id: str
    account_id: str
    mail: str
    detail_type: str
    detail: str
    claimed_at: Stored
    status: DeliveryStatus
    messages: tuple[Message, ...] = ()
    by_hand: tuple[Format, ...] = ()
    due_at: Stored | None = None
    version: int = 1

    @property
    def for_officers(self) -> bool:
        """Whether officers are to tell the reader themselves (N18): every message was lost; or the reader was told, but
        not by the letter that was chosen, because no envelope can bear the address, or not in the format that they
        need (N32).
        """
        unaddressed = any(one.status is MessageStatus.UNADDRESSED for one in self.messages)
        more = unaddressed or bool(self.by_hand)
        return self.status is DeliveryStatus.UNDELIVERED or (self.status is DeliveryStatus.SENT and more)
