"""Events of care requests."""

from typing import Literal

from portal.events import Event
from portal.formats import Format

type SafeWay = Literal["email", "text", "post"]
"""A channel, as `portal.contact_card.Channel` names it."""


class RequestEvent(Event):
    """An event of a care request. `safe_by`: the only channels by which the account's owner may be told
    (`docs/rules/care.md`, C65); empty if no channel is safe. `formats`: those in which they need what is written to
    them. Nothing here says what the request is about.
    """

    source = "portal.care"

    request_id: str
    account_id: str
    safe_by: tuple[SafeWay, ...]
    formats: tuple[Format, ...] = ()


class RequestDraftEnding(RequestEvent):
    """A draft is deleted in a week."""


class RequestNotSent(RequestEvent):
    """A concern about somebody's safety was begun and not sent: the council has not received it."""


class SentRequestEvent(RequestEvent):
    """An event of a request that was sent. `reference`: the reference that its sender was given."""

    reference: str


class RequestSubmitted(SentRequestEvent):
    """The request was sent."""


class RequestQuestionAsked(SentRequestEvent):
    """An officer asked a question about the request."""


class RequestQuestionRepeated(SentRequestEvent):
    """An officer's question of a week ago has not been answered."""


class RequestPapersAwaited(SentRequestEvent):
    """Papers that the sender said would follow have not come."""


class RequestEnded(SentRequestEvent):
    """An officer has closed the request: its outcome, and the officer's words, are on the request."""


class RequestUnpaidAgain(SentRequestEvent):
    """The money paid for the request was lost at the bank or at GOV.UK Pay. `payment_id`: the bill's, which is due
    again.
    """

    payment_id: str


class RequestFeeEnded(SentRequestEvent):
    """A fee for the request no longer has to be paid. `payment_id`: the bill's. No notice is sent."""

    payment_id: str


class RequestCopyChecked(SentRequestEvent):
    """The sender asked for a copy of the request, and an officer has decided whether they may have it: the next
    copy contains the request, or the reason why not.
    """


class RequestFeeDue(SentRequestEvent):
    """The request was agreed to, and a fee is due for it: payments makes the bill, with the id `payment_id`."""

    payment_id: str
    amount_pence: int
