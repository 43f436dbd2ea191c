"""Which event tells whom what."""

from collections.abc import Mapping

from notifications.model import Notice

MAILS = {
    "AccountActivated": "welcome",
    "AuthenticatorAdded": "authenticator_added",
    "AuthenticatorRemoved": "authenticator_removed",
    "PasswordChanged": "password_changed",
    "PasswordReset": "password_reset",
    "EmailChanged": "email_changed",
    "EmailChangeUndone": "email_change_undone",
    "PermitInReview": "permit_in_review",
    "PermitInformationAsked": "permit_information_asked",
    "PermitRejected": "permit_rejected",
    "PermitLapsed": "permit_lapsed",
    "PermitNotRevived": "permit_lapsed",
    "PermitUnpaidAgain": "permit_unpaid_again",
    "PermitActivated": "permit_active",
    "ExportReady": "export_ready",
    "AccountClosed": "account_closed",
}
"""By the event's `detail-type`: the same that `NoticesRule` lets through."""

LAST = "account_closed"
"""There is no contact card any more when this one is sent."""

TOLD = ("reference",)
"""Facts of an event that its mail may name. None of them is personal."""


def notice_for(detail_type: str, detail: Mapping[str, object]) -> Notice:
    """Raises: KeyError for an event that the rule on the bus should not have let through."""
    return Notice(
        event_id=str(detail["event_id"]),
        account_id=str(detail["account_id"]),
        mail=MAILS[detail_type],
        change_id=str(detail["change_id"]) if "change_id" in detail else None,
        facts={name: str(detail[name]) for name in TOLD if name in detail},
    )
