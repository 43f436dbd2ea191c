"""Closing an account: its credentials, its profile and its sessions in one transaction, with the word to the others."""

from datetime import datetime
from typing import Literal

from auth.model import Account
from auth.rules.email_change_reversals import open_until
from auth.rules.obligations import Obligation, blocked
from auth.store.accounts import account_key, email_key
from auth.store.obligations import Obligations
from auth.store.own_password import CHANGED_MEANWHILE, Proved
from auth.store.sessions import ended
from portal import audit
from portal.audit import AuditEvent
from portal.closure_notice import put_closure_notice
from portal.conditions import Attr
from portal.context import Context
from portal.events import AccountClosed
from portal.ids import ulid
from portal.outbox import announce
from portal.problems import Refusal
from portal.table import Delete, Tables, TransactionCancelled, Write


class Closures:
    def __init__(self, context: Context, obligations: Obligations) -> None:
        self._context = context
        self._settings = context.settings
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._obligations = obligations

    @classmethod
    def from_context(cls, context: Context) -> "Closures":
        return cls(context, Obligations.from_context(context))

    def close(self, account: Account, proved: Proved, now: datetime) -> Literal["closed"] | Refusal:
        """All or nothing, and at once: whoever was about to sign in, change or apply finds no account. 3 calls.

        Refused while anything is open, and with `try_again` if somebody signed in or changed the password just then.
        """
        found = [*self._obligations.of(account.account_id, now), *_of_earlier_address(account, now)]
        if found:
            self._tables.delete(proved.forgotten)  # the password was right
            return blocked(found)
        try:
            none_just_begun = self._obligations.none_just_begun(account.account_id)
            self._tables.transact(*self._writes(account, proved, now), none_just_begun=none_just_begun)
        except TransactionCancelled as cancelled:
            if cancelled.failed("none_just_begun"):  # an application that the index did not show yet
                return blocked(self._obligations.of(account.account_id, now))
            return CHANGED_MEANWHILE
        return "closed"

    def _writes(self, account: Account, proved: Proved, now: datetime) -> list[Write]:
        settings, account_id, person = self._settings, account.account_id, account.person
        event = AccountClosed(event_id=ulid(now, self._context.randomness), at=now, account_id=account_id)
        credentials, known = Attr("version").eq(proved.credentials.version), Attr("sessions_made")
        return [
            Delete(settings.accounts_table, email_key(person.email), credentials & Attr("account_id").eq(account_id)),
            Delete(settings.accounts_table, account_key(account_id), known.eq(account.sessions_made)),
            *ended(settings.sessions_table, account.sessions, account.sessions),
            proved.forgotten,
            put_closure_notice(settings.notifications_table, account_id, person.email, person.first_name, now),
            audit.row(settings.audit_table, AuditEvent.ACCOUNT_CLOSED, now, account_id=account_id),
            announce(event, settings.accounts_table),
        ]


def _of_earlier_address(account: Account, now: datetime) -> list[Obligation]:
    """Else whoever took an account over would close it before its owner could take it back."""
    until = open_until(account.email_change_reversals, now)
    if until is None:
        return []
    from portal.london import LONDON

    there = until.astimezone(LONDON)
    words = f"{there.day} {there:%B %Y, %H:%M}"
    why = f"Your e-mail address was changed, which its earlier mailbox can undo until {words}: close the account then."
    return [Obligation("email_changed", why)]
