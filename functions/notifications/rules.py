"""Which event leads to which mail, and by which channels."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from notifications.model import Notice
from portal.contact_card import Channel, ContactCard

MAILS = {
    "AccountActivated": "welcome",
    "AuthenticatorAdded": "authenticator_added",
    "AuthenticatorRemoved": "authenticator_removed",
    "PasswordChanged": "password_changed",
    "PasswordReset": "password_reset",
    "EmailChanged": "email_changed",
    "EmailChangeUndone": "email_change_undone",
    "HelperConfirmed": "helper_confirmed",
    "HelperLeft": "helper_left",
    "HelperEnded": "helper_ended",
    "HelperEnding": "helper_ending",
    "HelpingEnding": "helping_ending",
    "HelperOver": "helper_over",
    "HelpingOver": "helping_over",
    "PermitApplied": "permit_applied",
    "PermitInReview": "permit_in_review",
    "PermitInformationAsked": "permit_information_asked",
    "PermitQuestionRepeated": "permit_question_repeated",
    "PermitRejected": "permit_rejected",
    "PermitLapsed": "permit_lapsed",
    "PermitNotRevived": "permit_lapsed",
    "PermitUnpaidAgain": "permit_unpaid_again",
    "PermitActivated": "permit_active",
    "PermitEnding": "permit_ending",
    "PermitEnded": "permit_ended",
    "PermitCancelled": "permit_cancelled",
    "PermitReplaced": "permit_replaced",
    "PermitRenewalAnnounced": "permit_renewal_announced",
    "PermitAutoRenewalStopped": "permit_auto_renewal_stopped",
    "PermitAutoRenewalFailed": "permit_auto_renewal_failed",
    "PaymentTakenLater": "payment_taken_later",
    "PermitChangeInformationAsked": "permit_change_asked",
    "PermitChangeQuestionRepeated": "permit_change_question_repeated",
    "PermitChangeUnpaidAgain": "permit_change_unpaid_again",
    "PermitChangeApproved": "permit_change_approved",
    "PermitChangeRejected": "permit_change_rejected",
    "PermitChangeLapsed": "permit_change_lapsed",
    "PaymentRequested": "payment_requested",
    "PaymentReminderDue": "payment_reminder",
    "PaymentWithdrawn": "payment_withdrawn",
    "PaymentRefunded": "payment_refunded",
    "RequestSubmitted": "request_submitted",
    "RequestQuestionAsked": "request_question_asked",
    "RequestQuestionRepeated": "request_question_repeated",
    "RequestPapersAwaited": "request_papers_awaited",
    "RequestEnded": "request_ended",
    "RequestUnpaidAgain": "request_unpaid_again",
    "RequestCopyChecked": "request_copy_checked",
    "RequestDraftEnding": "request_draft_ending",
    "RequestNotSent": "request_not_sent",
    "ExportReady": "export_ready",
    "AccountClosed": "account_closed",
}
"""The mail of each event, by its `detail-type`. The rule on the bus (`NoticesRule`) lets the same events through."""

BY_ITS_DATE = {"HelperEnding", "HelpingEnding", "HelperOver", "HelpingOver"}
"""What nobody did: the naming of a helper ends by its date."""

BY_EMAIL_ALONE = {
    "AccountActivated",
    "AuthenticatorAdded",
    "AuthenticatorRemoved",
    "PasswordChanged",
    "PasswordReset",
    "EmailChanged",
    "EmailChangeUndone",
    "HelperConfirmed",
    "HelperLeft",
    "HelperEnded",
    "ExportReady",
    "AccountClosed",
    *BY_ITS_DATE,
}
"""What concerns the account and its security."""

BY_WHAT_IS_SAFE = {
    "RequestSubmitted",
    "RequestQuestionAsked",
    "RequestQuestionRepeated",
    "RequestPapersAwaited",
    "RequestEnded",
    "RequestUnpaidAgain",
    "RequestCopyChecked",
    "RequestDraftEnding",
    "RequestNotSent",
}
"""Of care requests: their events say what is safe (N24). Nothing falls back."""

NO_OTHER_CHANNEL = BY_EMAIL_ALONE | BY_WHAT_IS_SAFE
"""When it is lost, no other channel is tried."""

OF_THE_ACCOUNT = frozenset(MAILS[event] for event in BY_EMAIL_ALONE - BY_ITS_DATE)

BY_EVERY_CHOSEN_CHANNEL = {
    "PermitInformationAsked",
    "PermitQuestionRepeated",
    "PermitRejected",
    "PermitUnpaidAgain",
    "PermitActivated",
    "PermitEnding",
    "PermitRenewalAnnounced",
    "PermitAutoRenewalFailed",
    "PaymentTakenLater",
    "PermitChangeInformationAsked",
    "PermitChangeQuestionRepeated",
    "PermitChangeUnpaidAgain",
    "PermitChangeApproved",
    "PermitChangeRejected",
    "PaymentRequested",
    "PaymentReminderDue",
    "RequestQuestionAsked",
    "RequestQuestionRepeated",
    "RequestPapersAwaited",
    "RequestEnded",
    "RequestUnpaidAgain",
}
"""Decisions, questions, what is about to end, what has to be paid. All else goes by the first chosen channel."""

URGENT = frozenset(MAILS[event] for event in BY_EVERY_CHOSEN_CHANNEL)
"""Letters that go by first class: a decision or a question does not wait for days."""

MOVED_MAIL = "email_changed"
"""It goes to the address that was left, with the way back there: both come from `portal.email_change_reversal`."""

CLOSURE_MAIL = "account_closed"
"""When it is sent the contact card is gone: its address comes from `portal.closure_notice`."""

NAMES_THE_PERMIT = frozenset(
    {"permit_applied", "permit_active", "permit_ending", "permit_ended", "permit_renewal_announced"}
)
"""The mails that name more of a permit than its reference."""

EVENT_FACTS = ("reference", "payment_id")
"""What a mail may repeat from its event. Events hold nothing personal."""


def notice_for(detail_type: str, detail: Mapping[str, object]) -> Notice:
    """Raises: KeyError for an event that the rule on the bus should not have let through."""
    mail = MAILS[detail_type]
    return Notice(
        event_id=str(detail["event_id"]),
        account_id=str(detail["account_id"]),
        mail=mail,
        permit_id=str(detail["permit_id"]) if mail in NAMES_THE_PERMIT else None,
        change_id=str(detail["change_id"]) if mail == MOVED_MAIL else None,
        facts={name: str(detail[name]) for name in EVENT_FACTS if name in detail},
    )


def withheld(notice: Notice, card: ContactCard) -> bool:
    """Whether we write to its reader no more (N25). What they have just done themselves with their account is told all
    the same: it may have been somebody else.
    """
    return card.stop is not None and notice.mail not in OF_THE_ACCOUNT


def as_asked(card: ContactCard, detail: Mapping[str, object]) -> ContactCard:
    """The card, with the channels that an officer chose for this notice instead of its reader's (N16), or with nothing
    but what is safe: of that what its reader chose, or all of it if they chose none of it (N24).
    """
    safe = _ways(detail.get("safe_by"))
    if safe is not None:
        chosen = tuple(channel for channel in card.chosen if channel in safe)
        return _only(replace(card, chosen=chosen or safe), safe)
    ways = _ways(detail.get("tell_by"))
    return replace(card, chosen=ways) if ways else card


def _ways(named: object) -> tuple[Channel, ...] | None:
    """Our channels among these, in our order; None if the event names none."""
    return tuple(channel for channel in Channel if channel.value in named) if isinstance(named, Sequence) else None


def _only(card: ContactCard, safe: Sequence[Channel]) -> ContactCard:
    """Without what leads to the reader by any other channel."""
    return replace(
        card,
        email=card.email if Channel.EMAIL in safe else "",
        phone=card.phone if Channel.TEXT in safe else "",
        address=card.address if Channel.POST in safe else None,
    )
