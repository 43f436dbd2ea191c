"""Events of permits."""

from portal.events import Event


class PermitEvent(Event):
    """An event of a permit. `reference`: the reference that its holder was given. `payment_id`: None for a free permit.
    `agreement`: the payment that set up the agreement for automatic renewal; None if it is not renewed automatically.
    """

    source = "portal.permits"

    permit_id: str
    reference: str
    account_id: str
    payment_id: str | None = None
    agreement: str | None = None


class PermitApplied(PermitEvent):
    """Somebody applied for a permit, and the application waits for its payment or its documents."""


class PermitInReview(PermitEvent):
    """The application is complete and paid for (or free): an officer has to decide."""


class PermitInformationAsked(PermitEvent):
    """An officer asked the applicant a question, or the application was paid for again while one was still open."""


class PermitQuestionRepeated(PermitEvent):
    """The applicant has not answered an officer's question of a week ago."""


class PermitHoldEnding(PermitEvent):
    """The bank would soon release the money that is held, and no officer has decided: payments takes the money now."""


class PermitApproved(PermitEvent):
    """An officer approved the permit: payments takes money that is held."""


class PermitRejected(PermitEvent):
    """An officer decided against the permit: payments releases money that is held, and refunds money that was taken."""


class PermitCancelled(PermitEvent):
    """A live permit was cancelled by its holder, or by an officer for them. Nothing is refunded; its place and its
    vehicle are free at once (P31).
    """


class PermitReplaced(PermitEvent):
    """A permit in another zone has replaced this one: it has ended, and payments ends `agreement`."""


class PermitEnding(PermitEvent):
    """A permit ends in 30, 14, 7 or 1 days, and is not renewed."""


class PermitEnded(PermitEvent):
    """A permit's last day was yesterday, and it is not renewed."""


class PermitRenewalAnnounced(PermitEvent):
    """The permit will be renewed automatically: the day and the price are on the permit."""


class PermitAutoRenewalStopped(PermitEvent):
    """The holder does not want the permit to be renewed automatically any more: payments ends `agreement`."""


class PermitAutoRenewalFailed(PermitEvent):
    """The permit could not be renewed automatically: payments ends `agreement`, and the holder can renew the permit
    themselves.
    """


class PermitWithdrawn(PermitEvent):
    """The applicant withdrew the application before a decision."""


class PermitUnpaidAgain(PermitEvent):
    """The money was lost at the bank or at GOV.UK Pay: the permit waits for another payment, and keeps its place."""


class PermitLapsed(PermitEvent):
    """The application was not paid in time. If its payment is authorised later, `PaymentAuthorised`
    revives it while its place is free.
    """


class PermitNotRevived(PermitEvent):
    """The payment was made after the application had lapsed, which can no longer be revived: payments returns
    the money.
    """


class PermitActivated(PermitEvent):
    """The permit is approved, and paid for or free: it is valid from its first day on."""
