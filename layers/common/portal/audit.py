"""What was done to whose record, and by whom. Rows are added and never changed: roles may `PutItem` here, no more.

An operation that decides something puts the row into its own transaction, so that neither is without the other; one
that only shows something to an officer writes it first (`Tables.put`). `at` is the moment of writing, never that of an
event that came late: the day that a row belongs to is sealed two hours after it ends (`docs/decisions/0024`).

    audit.row(table, What.PASSWORD_CHANGED, now, account_id=account_id)

A row's sort key is a ULID of its instant and its own content, and its condition lets it be replaced by itself alone: so
a transaction tried again leaves one row.

| access | key (Audit table) |
|---|---|
| what was done in one day, in order | `pk` = `DAY#2026-11-21` (UTC), `sk` = the row's ULID |
| what one account's owner may see, newest first | index `by_account`: `account_id`, `sk` |
"""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Self

from portal.clock import epoch_seconds, to_text
from portal.ids import ulid
from portal.table import Put

KEPT = timedelta(days=6 * 365 + 2)
"""As long as somebody may still sue over what was done."""

YOU = "you"
SOMEONE = "someone"
"""Who it was is not known: they were not signed in."""
CUSTOMER_SERVICE = "Customer Service Team"
PERMITS = "Parking permits team"


class What(StrEnum):
    """What can be done: a stable code (never renamed: rows are kept for years), who did it, and a sentence that tells
    the account's owner. A member of staff is a team here, never a name.
    """

    who: str
    words: str

    def __new__(cls, code: str, who: str, words: str) -> Self:
        what = str.__new__(cls, code)
        what._value_, what.who, what.words = code, who, words
        return what

    REGISTERED = "registered", YOU, "You made your account."
    SIGNED_IN_BY_EMAIL = "signed_in_by_email", YOU, "You signed in with a code that we e-mailed to you."
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
    PASSWORD_RESET = "password_reset", YOU, "You chose a new password with a code that we e-mailed to you."
    EMAIL_CHANGE_ASKED = "email_change_asked", YOU, "You asked to change your e-mail address."
    EMAIL_CHANGED = "email_changed", YOU, "You changed your e-mail address."
    EMAIL_CHANGE_UNDONE = (
        "email_change_undone",
        YOU,
        "The change of your e-mail address was undone from your earlier address.",
    )
    AUTHENTICATOR_ADDED = "authenticator_added", YOU, "You added an authenticator app."
    AUTHENTICATOR_REMOVED = "authenticator_removed", YOU, "You removed your authenticator app."
    EXPORT_ASKED = "export_asked", YOU, "You asked for a copy of your data."
    EXPORT_FETCHED = "export_fetched", YOU, "You fetched the copy of your data."
    ACCOUNT_CLOSED = "account_closed", YOU, "You closed your account."

    EMAIL_SENT = "email_sent", CUSTOMER_SERVICE, "We sent you an e-mail."
    EMAIL_BOUNCED = "email_bounced", CUSTOMER_SERVICE, "An e-mail that we sent you came back."

    PERMIT_OPENED = "permit_opened", PERMITS, "We looked at your parking permit."
    DOCUMENT_OPENED = "document_opened", PERMITS, "We looked at a document that you sent for your parking permit."
    PERMIT_APPROVED = "permit_approved", PERMITS, "We approved your parking permit."
    PERMIT_REJECTED = "permit_rejected", PERMITS, "We decided against your parking permit."
    PERMIT_QUESTION_ASKED = "permit_question_asked", PERMITS, "We asked you something about your parking permit."


def row(
    table: str,
    what: What,
    at: datetime,
    *,
    account_id: str | None,
    subject: tuple[str, str] | None = None,
    officer: str | None = None,
    reason: str | None = None,
    mail: str | None = None,
) -> Put:
    """The write that puts it on record.

    `account_id`: whose record it is, who will see it among what happened to their account; None for what they must
    not see (safeguarding), or where there is no account. `subject`: kind and id of what it was done to, the account
    itself unless said. `officer`: their `sub`. `mail`: which of `mails/` was sent.
    """
    from boto3.dynamodb.conditions import Attr

    kind, subject_id = subject or ("account", account_id)
    facts = {
        "at": to_text(at),
        "what": what.value,
        "account_id": account_id,
        "subject_kind": kind,
        "subject_id": subject_id,
        "officer": officer,
        "reason": reason,
        "mail": mail,
    }
    digest = hashlib.sha256(json.dumps(facts).encode())
    return Put(
        table,
        {
            **partition(at.astimezone(UTC).date()),
            "sk": ulid(at, lambda count: digest.digest()[:count]),
            **facts,
            "digest": digest.hexdigest(),
            "ttl": epoch_seconds(at + KEPT),
        },
        condition=Attr("pk").not_exists() | Attr("digest").eq(digest.hexdigest()),
    )


def partition(day: date) -> dict[str, str]:
    """The key of a day's rows. A day is one of UTC's, like every instant that is stored."""
    return {"pk": f"DAY#{day.isoformat()}"}
