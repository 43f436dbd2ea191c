"""Changing an account's credentials: its password or its email address.

Each change is one transaction: the address's item, the profile (`credentials_version` rises, so that nothing begun with
the old credentials can be completed), the end of its sessions, the event and the audit row.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from auth.model import Account, Credentials
from auth.store.accounts import account_key, email_key
from auth.store.reauthentication import Reauthenticated
from auth.store.sessions import session_deletes
from portal.audit import AuditEvent, row
from portal.conditions import Attr
from portal.config import Settings
from portal.context import Context
from portal.events.accounts import PasswordChanged
from portal.outbox import announce
from portal.table import Item, Tables, TransactionCancelled, Update, VersionConflict, Write


class OwnCredentials:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "OwnCredentials":
        return cls(context)

    def change_password(
        self, account: Account, owner: Reauthenticated, password_hash: str, session_id: str, now: datetime
    ) -> None:
        """Set the new password and end every session except this one. 1 call.

        Raises: VersionConflict if credentials or sessions changed since the account was read.
        """
        event = PasswordChanged.new(now, self._context.randomness, account_id=account.account_id)
        try:
            self._tables.transact(
                new_password(self._settings.accounts_table, owner.credentials, password_hash),
                *new_credentials(self._settings, account, {"password_changed_in": session_id}, kept=[session_id]),
                owner.reset_attempts,
                announce(event, self._settings.accounts_table),
                row(self._settings.audit_table, AuditEvent.PASSWORD_CHANGED, now, account_id=account.account_id),
            )
        except TransactionCancelled as cancelled:
            raise VersionConflict("the account was changed") from cancelled


def new_password(table: str, credentials: Credentials, password_hash: str) -> Update:
    """The write of the address's item. Its condition fails if the credentials changed since they were read."""
    return Update(
        table,
        email_key(credentials.email),
        set={"password_hash": password_hash, "version": credentials.version + 1},
        condition=Attr("version").eq(credentials.version),
    )


def new_credentials(
    settings: Settings,
    account: Account,
    changes: Item,
    *,
    profile: bool = False,
    kept: Collection[str] = (),
    remove: Sequence[str] = (),
) -> Sequence[Write]:
    """The writes that make these changes to the account and end its sessions, except those in `kept`.

    The first one's condition fails if credentials changed or a session was made since the account was read. `profile`:
    the profile changes too, so that its version rises. `remove`: attributes to remove.
    """
    remaining = {name: one.model_dump(mode="json") for name, one in account.sessions.items() if name in kept}
    changed = Update(
        settings.accounts_table,
        account_key(account.account_id),
        set={"sessions": remaining, **changes},
        add={"credentials_version": 1, **({"version": 1} if profile else {})},
        remove=remove,
        condition=Attr("credentials_version").eq(account.credentials_version)
        & Attr("sessions_made").eq(account.sessions_made),
    )
    others = [name for name in account.sessions if name not in kept]
    return (changed, *session_deletes(settings.sessions_table, account.sessions, others))
