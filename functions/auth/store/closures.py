"""Closing an account: its credentials, its profile and its sessions in one transaction, with the word to the others."""

from datetime import datetime
from typing import Literal

from auth.model import Account
from auth.rules.ways_back import open_until
from auth.store.accounts import account_key, email_key
from auth.store.own_password import CHANGED_MEANWHILE, Proved
from auth.store.sessions import ended
from portal import audit
from portal.audit import What
from portal.events import AccountClosed
from portal.farewell import farewell
from portal.ids import ulid
from portal.obligations import Obligation, Obligations, blocked
from portal.outbox import announce
from portal.problems import Refused
from portal.table import Delete, Tables, TransactionRefused, Write
from portal.world import World


class Closures:
    def __init__(self, world: World, obligations: Obligations) -> None:
        self._world = world
        self._settings = world.settings
        self._tables = Tables(world.aws.dynamodb, world.pause)
        self._obligations = obligations

    @classmethod
    def open(cls, world: World) -> "Closures":
        return cls(world, Obligations.open(world))

    def close(self, account: Account, proved: Proved, now: datetime) -> Literal["closed"] | Refused:
        """All or nothing, and at once: whoever was about to sign in, change or apply finds no account. 3 calls.

        Refused while anything is open, and with `try_again` if somebody signed in or changed the password just then.
        """
        found = [*self._obligations.of(account.account_id, now), *_of_earlier_address(account, now)]
        if found:
            self._tables.delete(proved.forgotten)  # the password was right
            return blocked(found)
        try:
            self._tables.transact(*self._writes(account, proved, now))
        except TransactionRefused as refused:
            if refused.failed[0]:  # an application that the index did not show yet
                return blocked(self._obligations.of(account.account_id, now))
            return CHANGED_MEANWHILE
        return "closed"

    def _writes(self, account: Account, proved: Proved, now: datetime) -> list[Write]:
        from boto3.dynamodb.conditions import Attr

        settings, account_id, person = self._settings, account.account_id, account.person
        event = AccountClosed(event_id=ulid(now, self._world.randomness), at=now, account_id=account_id)
        credentials, known = Attr("version").eq(proved.credentials.version), Attr("sessions_made")
        return [
            self._obligations.none_just_begun(account_id),
            Delete(settings.accounts_table, email_key(person.email), credentials & Attr("account_id").eq(account_id)),
            Delete(settings.accounts_table, account_key(account_id), known.eq(account.sessions_made)),
            *ended(settings.sessions_table, account.sessions, account.sessions),
            proved.forgotten,
            farewell(settings.notifications_table, account_id, person.email, person.first_name, now),
            audit.row(settings.audit_table, What.ACCOUNT_CLOSED, now, account_id=account_id),
            announce(event, settings.accounts_table),
        ]


def _of_earlier_address(account: Account, now: datetime) -> list[Obligation]:
    """Else whoever took an account over would close it before its owner could take it back."""
    until = open_until(account.ways_back, now)
    if until is None:
        return []
    from portal.london import LONDON

    there = until.astimezone(LONDON)
    words = f"{there.day} {there:%B %Y, %H:%M}"
    why = f"Your e-mail address was changed, which its earlier mailbox can undo until {words}: close the account then."
    return [Obligation("email_changed", why)]
