"""What happened to care requests."""

from typing import Literal

from portal.events import Event

type SafeWay = Literal["email", "text", "post"]
"""A channel, as `portal.contact_card.Channel` names it."""


class RequestEvent(Event):
    """`safe_by`: the only channels by which its account may be told (`docs/rules/care.md`, C65); none, if no channel
    is safe. Nothing here says what a request is about.
    """

    source = "portal.care"

    request_id: str
    account_id: str
    safe_by: tuple[SafeWay, ...]


class RequestDraftEnding(RequestEvent):
    """A draft is deleted in a week."""


class RequestNotSent(RequestEvent):
    """A draft that must not be forgotten was begun and left: nobody at the council has it."""


class SentRequestEvent(RequestEvent):
    """`reference`: what whoever sent it knows it by."""

    reference: str


class RequestSubmitted(SentRequestEvent):
    """It was sent."""


class RequestQuestionAsked(SentRequestEvent):
    """An officer asked something about it."""


class RequestQuestionRepeated(SentRequestEvent):
    """What an officer asked a week ago has not been answered."""


class RequestPapersAwaited(SentRequestEvent):
    """Papers that were to follow have not come."""


class RequestEnded(SentRequestEvent):
    """An officer has ended it: what came of it, and their words, are on the request."""


class RequestUnpaidAgain(SentRequestEvent):
    """What was paid for it is not there after all. `payment_id`: of the bill, which is due again."""

    payment_id: str


class RequestFeeEnded(SentRequestEvent):
    """What was to be paid for it is not asked for any more. `payment_id`: of the bill. Nobody is told."""

    payment_id: str


class RequestCopyChecked(SentRequestEvent):
    """Its sender wants a copy of it, and an officer has looked through it: the next copy has it, or says why not."""


class RequestFeeDue(SentRequestEvent):
    """It was agreed to, and this is to be paid for it. `payment_id`: a new one, of the bill to be made."""

    payment_id: str
    amount_pence: int
