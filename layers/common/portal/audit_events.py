"""The actions that the audit trail records, and the words in which the account's owner reads them."""

from enum import StrEnum
from typing import Self

YOU = "you"
SOMEONE = "someone"
"""Somebody who was not signed in."""
HELPER = "Your helper"
HELP = "Help with forms"
AUTOMATIC = "Sent automatically"
PERMITS = "Parking permits team"
PAYMENTS = "Payments team"
CARE = "The team that has your request"
STAFF = "Council staff"


class AuditEvent(StrEnum):
    """An action on record: a stable code (never renamed: rows are kept for years), who did it, and a sentence for the
    account's owner. A member of staff is shown as a team, never by name.
    """

    who: str
    words: str

    def __new__(cls, code: str, who: str, words: str) -> Self:
        what = str.__new__(cls, code)
        what._value_, what.who, what.words = code, who, words
        return what

    REGISTERED = "registered", YOU, "You made your account."
    SIGNED_IN_BY_EMAIL = "signed_in_by_email", YOU, "You signed in with a code that we emailed to you."
    SIGNED_IN_BY_AUTHENTICATOR = "signed_in_by_authenticator", YOU, "You signed in with your authenticator app."
    WRONG_CODE = "wrong_code", SOMEONE, "A wrong code was entered for your account."
    TOO_MANY_WRONG_CODES = (
        "too_many_wrong_codes",
        SOMEONE,
        "Too many wrong codes were entered for your account. No code worked for the rest of that hour.",
    )
    SIGNED_OUT = "signed_out", YOU, "You signed out."
    SESSION_ENDED = "session_ended", YOU, "You signed out on another device."
    ALL_SESSIONS_ENDED = "all_sessions_ended", YOU, "You signed out everywhere."
    PROFILE_CHANGED = "profile_changed", YOU, "You changed your profile."
    PASSWORD_CHANGED = "password_changed", YOU, "You changed your password."
    PASSWORD_RESET = "password_reset", YOU, "You chose a new password with a code that we emailed to you."
    EMAIL_CHANGE_ASKED = "email_change_asked", YOU, "You asked to change your email address."
    EMAIL_CHANGED = "email_changed", YOU, "You changed your email address."
    EMAIL_CHANGE_UNDONE = (
        "email_change_undone",
        YOU,
        "The change of your email address was undone from your earlier address.",
    )
    AUTHENTICATOR_ADDED = "authenticator_added", YOU, "You added an authenticator app."
    AUTHENTICATOR_REMOVED = "authenticator_removed", YOU, "You removed your authenticator app."
    HELPER_NAMED = "helper_named", YOU, "You named somebody who may fill in forms for you."
    HELPER_CONFIRMED = "helper_confirmed", HELPER, "The person you named confirmed that they will help you."
    HELPER_ENDED = "helper_ended", YOU, "You ended that somebody may fill in forms for you."
    HELPER_LEFT = "helper_left", HELPER, "The person who helped you with forms ended it."
    HELPING_BEGUN = "helping_begun", YOU, "You confirmed that you help somebody with forms."
    HELPING_ENDED = "helping_ended", HELP, "It has ended that you may fill in forms for somebody."
    HELPING_LEFT = "helping_left", YOU, "You ended that you fill in forms for somebody."
    REQUEST_BY_HELPER = "request_by_helper", HELPER, "The person who helps you did something with a request for you."
    REQUEST_FOR_SOMEONE = "request_for_someone", YOU, "You did something with a request for somebody you help."
    REQUEST_OPENED_BY_HELPER = "request_opened_by_helper", HELPER, "The person who helps you looked at a form of yours."
    REQUEST_OPENED_FOR_SOMEONE = "request_opened_for_someone", YOU, "You looked at a form of somebody you help."
    EXPORT_ASKED = "export_asked", YOU, "You asked for a copy of your data."
    EXPORT_FETCHED = "export_fetched", YOU, "You opened the page with the copy of your data."
    ACCOUNT_CLOSED = "account_closed", YOU, "You closed your account."

    EMAIL_SENT = "email_sent", AUTOMATIC, "We sent you an email."
    TEXT_SENT = "text_sent", AUTOMATIC, "We sent you a text message."
    LETTER_SENT = "letter_sent", AUTOMATIC, "We sent you a letter."

    PERMIT_OPENED = "permit_opened", PERMITS, "We looked at your parking permit."
    DOCUMENT_OPENED = "document_opened", PERMITS, "We looked at a document that you sent for your parking permit."
    PERMIT_APPROVED = "permit_approved", PERMITS, "We approved your parking permit."
    PERMIT_REJECTED = "permit_rejected", PERMITS, "We decided against your parking permit."
    PERMIT_CHANGE_APPROVED = "permit_change_approved", PERMITS, "We approved a change of your parking permit."
    PERMIT_CHANGE_REJECTED = "permit_change_rejected", PERMITS, "We decided against a change of your parking permit."
    AUTO_RENEWAL_STOPPED = (
        "auto_renewal_stopped",
        PERMITS,
        "We stopped your permit's automatic renewal, as you asked.",
    )
    PERMIT_CANCELLED = "permit_cancelled", PERMITS, "We cancelled your parking permit, as you asked us to."
    PERMIT_QUESTION_ASKED = "permit_question_asked", PERMITS, "We asked you something about your parking permit."
    PERMITS_SEARCHED = "permits_searched", PERMITS, "We looked for a parking permit."
    VEHICLE_CHECKED = "vehicle_checked", PERMITS, "We checked whether a vehicle has a parking permit."
    VEHICLE_ENQUIRED = "vehicle_enquired", PERMITS, "We asked DVLA about the vehicle of your parking permit."
    CASE_GIVEN = "case_given", PERMITS, "We gave your parking permit to a colleague to work on."
    PERMIT_NOTED = "permit_noted", PERMITS, "We wrote a note on your parking permit for our colleagues."

    DOCUMENT_ACCEPTED = (
        "document_accepted",
        STAFF,
        "We accepted a document that you sent, so that you can use it again.",
    )
    DOCUMENT_NOT_ACCEPTED = "document_not_accepted", STAFF, "We noted that a document of yours cannot be used again."
    REQUESTS_SEARCHED = "requests_searched", CARE, "We looked for a request."
    REQUEST_OPENED = "request_opened", CARE, "We looked at your request."
    REQUEST_FILE_OPENED = "request_file_opened", CARE, "We looked at a file that you sent with your request."
    REQUEST_NOTED = "request_noted", CARE, "We wrote a note on your request for our colleagues."
    REQUEST_TAKEN_UP = "request_taken_up", CARE, "We began to look at your request."
    REQUEST_ASKED = "request_asked", CARE, "We asked you something about your request."
    REQUEST_WITH_ASSESSOR = "request_with_assessor", CARE, "We asked an expert to look at your request."
    REQUEST_PRIORITY_SET = "request_priority_set", CARE, "We changed how urgent your request is."
    REQUEST_COPY_CHECKED = (
        "request_copy_checked",
        CARE,
        "We looked through your request for the copy that you asked for.",
    )
    REQUEST_ORDER_PLACED = "request_order_placed", CARE, "We ordered what we had agreed to from its maker."
    REQUEST_MESSAGE_READ = "request_message_read", CARE, "We read what you wrote about your request."
    REQUEST_ENDED = "request_ended", CARE, "We told you what comes of your request."

    ACCOUNT_FOUND = "account_found", STAFF, "We looked for your account."
    NOTICES_OPENED = "notices_opened", STAFF, "We looked at what we had sent you."
    CONTACT_STOPPED = "contact_stopped", STAFF, "We noted that we do not write to you any more."
    CONTACT_RESUMED = "contact_resumed", STAFF, "We noted that we write to you again."
    PAYMENT_OPENED = "payment_opened", PAYMENTS, "We looked at a payment of yours."
    PAYMENT_REQUESTED = "payment_requested", PAYMENTS, "We asked you for a payment."
    REFUND_ASKED = "refund_asked", PAYMENTS, "We began a refund of a payment of yours."
    REFUND_APPROVED = "refund_approved", PAYMENTS, "A second officer agreed to a refund of a payment of yours."
    REFUND_REFUSED = "refund_refused", PAYMENTS, "A second officer did not agree to a refund of a payment of yours."
    REFUND_RETRIED = "refund_retried", PAYMENTS, "We tried a refund again that had failed."
    REFUND_BY_BANK = "refund_by_bank", PAYMENTS, "We noted that a refund was paid to your bank account."
    PAYMENT_WITHDRAWN = "payment_withdrawn", PAYMENTS, "We withdrew a payment that we had asked you for."
