"""Events of accounts."""

from portal.events import Event


class AccountEvent(Event):
    """An event of an account."""

    source = "portal.auth"

    account_id: str


class AccountActivated(AccountEvent):
    """A new account's code was accepted: the person has shown that the mailbox is theirs, and is signed in."""


class ExportRequested(AccountEvent):
    """The account's owner requested a copy of their data: each domain writes its part (`portal.export`)."""

    export_id: str


class ExportReady(AccountEvent):
    """All parts of the export are written and packed: the owner can download it for a week."""

    export_id: str


class AccountClosed(AccountEvent):
    """The account is deleted, with its credentials and contact data: each domain deletes what it need not keep."""


class AuthenticatorAdded(AccountEvent):
    """An authenticator app was added: with the password, it opens the account from now on."""


class AuthenticatorRemoved(AccountEvent):
    """The authenticator app was removed."""


class PasswordChanged(AccountEvent):
    """The signed-in owner changed the password, giving the old one."""


class PasswordReset(AccountEvent):
    """The password was reset with a code sent to the mailbox; every session has ended."""


class EmailChanged(AccountEvent):
    """The account has a new email address; the change can be undone from the old one."""

    change_id: str


class EmailChangeUndone(AccountEvent):
    """The account has its earlier email address again, and a password that nobody knows."""


class HelperConfirmed(AccountEvent):
    """Somebody whom the account's owner named as a helper can act for them from now on (`portal.helping`)."""


class HelperLeft(AccountEvent):
    """The helper of the account's owner has ended the help."""


class HelperEnded(AccountEvent):
    """The account's owner can no longer help somebody: that person has ended it."""


class HelperEnding(AccountEvent):
    """The account's owner has a helper whose time ends within a week."""


class HelpingEnding(AccountEvent):
    """The account's owner helps somebody, and the time to do so ends within a week."""


class HelperOver(AccountEvent):
    """The time of the helper of the account's owner is over; yesterday was the last day."""


class HelpingOver(AccountEvent):
    """The time in which the account's owner could help somebody is over; yesterday was the last day."""
