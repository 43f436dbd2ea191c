"""What happened, as the domains tell each other over the bus. Ids only: no personal data travels in an event."""

from datetime import datetime
from typing import ClassVar, Self

from pydantic import ConfigDict

from portal.clock import Stored
from portal.ids import Randomness, ulid
from portal.shapes import Frozen


class Event(Frozen):
    """`event_id` is what consumers remember in order to act once. The class's name is the event's `detail-type`."""

    model_config = ConfigDict(extra="forbid")
    source: ClassVar[str]

    event_id: str
    at: Stored

    @classmethod
    def new(cls, now: datetime, randomness: Randomness, **facts: object) -> Self:
        """The event of something that has just happened, with an id of its own. Raises: pydantic.ValidationError."""
        return cls.model_validate({"event_id": ulid(now, randomness), "at": now, **facts})


class AccountEvent(Event):
    """What happened to an account."""

    source = "portal.auth"

    account_id: str


class AccountActivated(AccountEvent):
    """A new account's code was accepted: the person has proved the mailbox and is signed in."""


class ExportRequested(AccountEvent):
    """Somebody wants what we hold about them: each domain writes its part (`portal.export`)."""

    export_id: str


class ExportReady(AccountEvent):
    """All parts are there and packed: it can be fetched for a week."""

    export_id: str


class AccountClosed(AccountEvent):
    """The account is gone, with its credentials and contact data: each domain forgets what need not be kept."""


class AuthenticatorAdded(AccountEvent):
    """An authenticator app can open the account now, with the password."""


class AuthenticatorRemoved(AccountEvent):
    """No authenticator app opens the account any more."""


class PasswordChanged(AccountEvent):
    """By its owner, signed in, with the old one."""


class PasswordReset(AccountEvent):
    """With a code from the mailbox; every session has ended."""


class EmailChanged(AccountEvent):
    """The account has another address; the one that it left has a way back."""

    change_id: str


class EmailChangeUndone(AccountEvent):
    """The account has an earlier address again, and no password that anybody knows."""


class PaymentEvent(Event):
    """`for_kind` and `for_id`: what the payment is for (`permit`, and its id)."""

    source = "portal.payments"

    payment_id: str
    for_kind: str
    for_id: str


class PaymentAuthorised(PaymentEvent):
    """The money is held on the payer's card; it is taken or released later."""


class PaymentPaid(PaymentEvent):
    """The money is taken."""


class PaymentFailed(PaymentEvent):
    """An attempt came to nothing; the payment is due as before."""


class PaymentLost(PaymentEvent):
    """Money that was held or taken is not there after all: the payment is due again."""


class PaymentReleased(PaymentEvent):
    """The hold is cancelled: the payer's money is available to them again."""


class PaymentNotice(PaymentEvent):
    """What the payer is told of."""

    account_id: str


class PaymentRequested(PaymentNotice):
    """An officer asks for it. `tell_by`: `email`, `text`, `post`, as the officer chose for this first notice."""

    tell_by: tuple[str, ...]


class PaymentReminderDue(PaymentNotice):
    """It is still owed. `when`: it is due `in_7_days` or `today`, or was due `7_days_ago`."""

    when: str


class PaymentWithdrawn(PaymentNotice):
    """What an officer asked for need not be paid."""


class PaymentRefunded(PaymentNotice):
    """An officer's refund has been made. `refund_id`: which of the payment's."""

    refund_id: str


class PaymentTakenLater(PaymentNotice):
    """It could not be taken by the payer's agreement; we try once more."""


class PaymentNotTaken(PaymentNotice):
    """It could not be taken by the payer's agreement, and we do not try again: it waits for its payer."""


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


class PermitChangeEvent(PermitEvent):
    """Of a change of the permit. `payment_id`: the change's own; None for a free one."""

    change_id: str


class PermitChangeInformationAsked(PermitChangeEvent):
    """An officer asked the holder something about it."""


class PermitChangeQuestionRepeated(PermitChangeEvent):
    """The holder has not answered what an officer asked about it a week ago."""


class PermitChangeHoldEnding(PermitChangeEvent):
    """What is held for it would soon be released by the bank, and nobody has decided: it is to be taken now."""


class PermitChangeUnpaidAgain(PermitChangeEvent):
    """Its money was lost at the bank or at Pay: it is due again."""


class PermitChangeApproved(PermitChangeEvent):
    """The permit is for the new vehicle or property: what is held is to be taken."""


class PermitChangeRejected(PermitChangeEvent):
    """The permit stays as it was: what is held is to be released, what was taken to be refunded."""


class PermitChangeWithdrawn(PermitChangeEvent):
    """The holder took it back before a decision."""


class PermitChangeLapsed(PermitChangeEvent):
    """It was not paid, not complete or not answered in time: what is held is to be released."""


class EvidenceScanned(Event):
    """A document was looked through; `status`: `clean` or `refused`."""

    source = "portal.evidence"

    document_id: str
    for_kind: str
    for_id: str
    status: str
