"""Closing an account: credentials, profile and sessions in one transaction with the event for the other domains."""

from datetime import datetime
from typing import Literal

from auth.model import Account
from auth.rules.email_change_reversals import last_end
from auth.rules.obligations import Obligation, blocked
from auth.store.accounts import account_key, email_key
from auth.store.obligations import Obligations
from auth.store.reauthentication import Reauthenticated
from auth.store.sessions import session_deletes
from portal import audit
from portal.audit import AuditEvent
from portal.closure_notice import put_closure_notice
from portal.conditions import Attr
from portal.context import Context
from portal.events.accounts import AccountClosed
from portal.outbox import announce
from portal.problems import Refusal
from portal.table import Delete, Tables, TransactionCancelled, VersionConflict, Write


class Closures:
    def __init__(self, context: Context, obligations: Obligations) -> None:
        self._context = context
        self._settings = context.settings
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._obligations = obligations

    @classmethod
    def from_context(cls, context: Context) -> "Closures":
        return cls(context, Obligations.from_context(context))

    def close(self, account: Account, owner: Reauthenticated, now: datetime) -> Literal["closed"] | Refusal:
        """Close the account in one transaction, unless the account still owes something or is owed something. 3 calls.

        Raises: VersionConflict if somebody signed in or changed the password since the account was read.
        """
        found = [*self._obligations.of(account.account_id, now), *_of_earlier_address(account, now)]
        if found:
            self._tables.delete(owner.reset_attempts)  # the password was right
            return blocked(found)
        try:
            none_just_begun = self._obligations.none_just_begun(account.account_id)
            self._tables.transact(*self._writes(account, owner, now), none_just_begun=none_just_begun)
        except TransactionCancelled as cancelled:
            if cancelled.failed("none_just_begun"):  # an application that the index did not show yet
                return blocked(self._obligations.of(account.account_id, now))
            raise VersionConflict("the account was changed") from cancelled
        return "closed"

    def _writes(self, account: Account, owner: Reauthenticated, now: datetime) -> list[Write]:
        settings, account_id, person = self._settings, account.account_id, account.person
        event = AccountClosed.new(now, self._context.randomness, account_id=account_id)
        credentials, known = Attr("version").eq(owner.credentials.version), Attr("sessions_made")
        return [
            Delete(settings.accounts_table, email_key(person.email), credentials & Attr("account_id").eq(account_id)),
            Delete(settings.accounts_table, account_key(account_id), known.eq(account.sessions_made)),
            *session_deletes(settings.sessions_table, account.sessions, account.sessions),
            owner.reset_attempts,
            put_closure_notice(settings.notifications_table, account_id, person.email, person.first_name, now),
            audit.row(settings.audit_table, AuditEvent.ACCOUNT_CLOSED, now, account_id=account_id),
            announce(event, settings.accounts_table),
        ]


def _of_earlier_address(account: Account, now: datetime) -> list[Obligation]:
    """An obligation while a change of email address can be undone: otherwise somebody who took an account over could
    close it first.
    """
    until = last_end(account.email_change_reversals, now)
    if until is None:
        return []
    from portal.london import LONDON

    there = until.astimezone(LONDON)
    words = f"{there.day} {there:%B %Y, %H:%M}"
    why = f"Your email address was changed, which its earlier mailbox can undo until {words}: close the account then."
    return [Obligation("email_changed", why)]
