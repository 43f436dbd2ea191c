"""What happened to permits."""

from portal.events import Event


class PermitEvent(Event):
    """`reference`: what its holder knows it by. `payment_id`: None for a free permit. `agreement`: the payment that set
    up the agreement by which it renews itself; None if it does not.
    """

    source = "portal.permits"

    permit_id: str
    reference: str
    account_id: str
    payment_id: str | None = None
    agreement: str | None = None


class PermitApplied(PermitEvent):
    """An application was made, and waits for its payment or its documents."""


class PermitInReview(PermitEvent):
    """Paid for (or free) and complete: an officer has to look at it."""


class PermitInformationAsked(PermitEvent):
    """An officer asked the applicant something."""


class PermitQuestionRepeated(PermitEvent):
    """The applicant has not answered what an officer asked a week ago."""


class PermitHoldEnding(PermitEvent):
    """What is held would soon be released by the bank, and nobody has decided: it is to be taken now."""


class PermitApproved(PermitEvent):
    """An officer said yes: what is held is to be taken."""


class PermitRejected(PermitEvent):
    """An officer said no: what is held is to be released, what was taken to be refunded."""


class PermitCancelled(PermitEvent):
    """A live permit was cancelled by its holder, or by an officer for them. Nothing is refunded; its place and its
    vehicle are free at once (P31).
    """


class PermitReplaced(PermitEvent):
    """A permit in another zone has taken its place: it is over, and `agreement` is to be ended."""


class PermitEnding(PermitEvent):
    """A permit ends in 30, 14, 7 or 1 days, and is not renewed."""


class PermitEnded(PermitEvent):
    """A permit's last day was yesterday, and it is not renewed."""


class PermitRenewalAnnounced(PermitEvent):
    """It will renew itself: on which day, and at which price, is on the permit."""


class PermitAutoRenewalStopped(PermitEvent):
    """Its holder does not want it to renew itself any more: `agreement` is to be ended."""


class PermitAutoRenewalFailed(PermitEvent):
    """It does not renew itself after all: `agreement` is to be ended, and its holder can renew it."""


class PermitWithdrawn(PermitEvent):
    """The applicant took it back before a decision."""


class PermitUnpaidAgain(PermitEvent):
    """Its money was lost at the bank or at Pay: it waits for another payment, its place kept."""


class PermitLapsed(PermitEvent):
    """It was not paid in time. If its money is authorised all the same, `PaymentAuthorised` may revive it."""


class PermitNotRevived(PermitEvent):
    """Its payment was authorised after it lapsed, and its place is gone: what is held is to be released."""


class PermitActivated(PermitEvent):
    """It is live from its first day on."""
