"""What happened to accounts."""

from portal.events import Event


class AccountEvent(Event):
    """What happened to an account."""

    source = "portal.auth"

    account_id: str


class AccountActivated(AccountEvent):
    """A new account's code was accepted: the person has proved the mailbox and is signed in."""


class ExportRequested(AccountEvent):
    """Somebody wants what we hold about them: each domain writes its part (`portal.export`)."""

    export_id: str


class ExportReady(AccountEvent):
    """All parts are there and packed: it can be fetched for a week."""

    export_id: str


class AccountClosed(AccountEvent):
    """The account is gone, with its credentials and contact data: each domain forgets what need not be kept."""


class AuthenticatorAdded(AccountEvent):
    """An authenticator app can open the account now, with the password."""


class AuthenticatorRemoved(AccountEvent):
    """No authenticator app opens the account any more."""


class PasswordChanged(AccountEvent):
    """By its owner, signed in, with the old one."""


class PasswordReset(AccountEvent):
    """With a code from the mailbox; every session has ended."""


class EmailChanged(AccountEvent):
    """The account has another address; the one that it left has a way back."""

    change_id: str


class EmailChangeUndone(AccountEvent):
    """The account has an earlier address again, and no password that anybody knows."""


class HelperConfirmed(AccountEvent):
    """Somebody whom the account's owner named can act for them now (`portal.helping`)."""


class HelperLeft(AccountEvent):
    """Whoever acted for the account's owner does so no more, by their own wish."""


class HelperEnded(AccountEvent):
    """The account's owner can no longer act for somebody: that one has ended it."""


class HelperEnding(AccountEvent):
    """In a week at most nobody whom the account's owner named acts for them any more by that naming."""


class HelpingEnding(AccountEvent):
    """In a week at most the account's owner can no longer act for somebody."""


class HelperOver(AccountEvent):
    """The last day is over on which somebody could act for the account's owner."""


class HelpingOver(AccountEvent):
    """The last day is over on which the account's owner could act for somebody."""
