"""Which event leads to which notice (named by its `mail`), and by which channels it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from notifications.model import Notice
from portal.contact_card import Channel, ContactCard, safely
from portal.formats import Format
from portal.request_card import RequestCard, RequestKey

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
    "PermitNotRevived": "permit_not_revived",
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
"""The notice for each event, by the event's `detail-type`. The rule on the bus (`NoticesRule`) lets the same events
through.
"""

BY_ITS_DATE = {"HelperEnding", "HelpingEnding", "HelperOver", "HelpingOver"}
"""Events that no person caused: the naming of a helper ends on its last day."""

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
"""Events of the account and its security: announced by email only."""

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
"""Events of care requests, each of which may name the channels that are safe for the reader (N24)."""

NO_OTHER_CHANNEL = BY_EMAIL_ALONE | BY_WHAT_IS_SAFE
"""Events for which no other channel is tried if a message is lost."""

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
"""Decisions, questions, payments, and permits about to end. All other notices go by the first chosen channel."""

STARTS_MAIL = "permit_starts"
"""The text of `permit_active` for a permit whose first day is still to come."""

URGENT = frozenset(MAILS[event] for event in BY_EVERY_CHOSEN_CHANNEL)
"""Notices that go by first class post, because a decision or a question should not take days."""

MOVED_MAIL = "email_changed"
"""The notice to the old email address, with the link that undoes the change: both come from
`portal.email_change_reversal`.
"""

CLOSURE_MAIL = "account_closed"
"""The notice of an account's closure. The contact card is deleted by then: the address comes from
`portal.closure_notice`.
"""

NAMES_THE_PERMIT = frozenset(
    {
        "permit_applied",
        "permit_active",
        "permit_ending",
        "permit_ended",
        "permit_lapsed",
        "permit_renewal_announced",
    }
)
"""Notices that say more of a permit than its reference, or that depend on it."""

NAMES_THE_PAYMENT = frozenset({"payment_requested", "payment_reminder", "payment_refunded"})
"""Notices that say how much is to be paid and by when, or how much was refunded."""

EVENT_FACTS = ("reference", "payment_id")
"""Fields of an event that a notice may repeat. Events hold nothing personal."""


def notice_for(detail_type: str, detail: Mapping[str, object]) -> Notice:
    """The notice for an event. Raises: KeyError, if no notice belongs to this type of event (the rule on the bus should
    have kept it out).
    """
    mail = MAILS[detail_type]
    return Notice(
        event_id=str(detail["event_id"]),
        account_id=str(detail["account_id"]),
        mail=mail,
        permit_id=str(detail["permit_id"]) if mail in NAMES_THE_PERMIT else None,
        payment_id=str(detail["payment_id"]) if mail in NAMES_THE_PAYMENT else None,
        refund_id=str(detail["refund_id"]) if mail == "payment_refunded" else None,
        change_id=str(detail["change_id"]) if mail == MOVED_MAIL else None,
        facts={name: str(detail[name]) for name in EVENT_FACTS if detail.get(name) is not None},
    )


def withheld(notice: Notice, card: ContactCard) -> bool:
    """Whether the notice is not sent, because we no longer write to its reader (N25). Notices of changes
    of the account itself are sent nevertheless, because somebody else may have made the changes.
    """
    return card.stop is not None and notice.mail not in OF_THE_ACCOUNT


def with_asked_channels(card: ContactCard, detail: Mapping[str, object]) -> ContactCard:
    """The contact card with the channels that the event's `detail` asks for; unchanged if it asks for none.

    `tell_by`: the officer's choice of channels, which replaces the reader's (N16). `safe_by`: the only channels that
    may be used; of these the ones that the reader chose, or all of them if the reader chose none of these (N24).
    """
    safe = safe_ways(detail)
    if safe is not None:
        return safely(card, safe)
    ways = _ways(detail.get("tell_by"))
    return replace(card, chosen=ways) if ways else card


def safe_ways(detail: Mapping[str, object]) -> tuple[Channel, ...] | None:
    """The only channels that may be used for the event's notice; None if any may."""
    return _ways(detail.get("safe_by"))


def request_of(detail: Mapping[str, object]) -> RequestKey | None:
    """The sent care request that the event is about, or a bill about it; None if it is about none."""
    request_id, reference = detail.get("request_id"), detail.get("reference")
    return RequestKey(str(request_id), str(reference)) if request_id and reference else None


def as_said_now(detail: Mapping[str, object], request: RequestCard | None) -> Mapping[str, object]:
    """The event's `detail` with the channels and formats that its request names now: what was safe when the event was
    sent may not be safe any more. Unchanged if there is no such request; with the event's formats if its card was
    written before cards had any.
    """
    if request is None:
        return detail
    formats = {} if request.formats is None else {"formats": request.formats}
    return {**detail, "safe_by": request.safe_by, **formats}


def with_formats(card: ContactCard, detail: Mapping[str, object]) -> ContactCard:
    """The contact card with the formats that the event's `detail` names as well: those of a request are not in the
    profile unless its sender agreed to that (N31).
    """
    named = detail.get("formats")
    return replace(card, formats=_formats([*card.formats, *named])) if isinstance(named, Sequence) else card


def _formats(named: Sequence[object]) -> tuple[Format, ...]:
    return tuple(one for one in Format if one in named)


def _ways(named: object) -> tuple[Channel, ...] | None:
    """The channels in `named`, in the order of `Channel`; None if `named` is not a list."""
    return tuple(channel for channel in Channel if channel.value in named) if isinstance(named, Sequence) else None
