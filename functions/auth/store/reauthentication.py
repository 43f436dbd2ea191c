"""Re-authentication: the password again, before credentials are changed or the account is closed.

An attempt is counted before it is compared, and delayed like a wrong password at sign-in. Attempts are counted by
session: who stole one gains nothing by changing networks, and nobody outside it can use up its owner's attempts.
"""

from dataclasses import dataclass
from datetime import datetime

from auth.model import Account, Credentials
from auth.rules import passwords
from auth.store.sign_ins import SignIns
from portal.context import Context
from portal.problems import FieldError, Refusal, invalid
from portal.table import Delete, VersionConflict

WRONG = "That is not your password. Check it and try again."


@dataclass(frozen=True)
class Reauthenticated:
    """The password was right. `reset_attempts`: deletes the count of wrong ones; for the transaction of the change."""

    credentials: Credentials
    reset_attempts: Delete


class Reauthentication:
    def __init__(self, context: Context) -> None:
        self._codes_table = context.settings.codes_table
        self._sign_ins = SignIns(context)

    @classmethod
    def from_context(cls, context: Context) -> "Reauthentication":
        return cls(context)

    def check(
        self, account: Account, session_id: str, password: str, now: datetime, *, field: str = "password"
    ) -> Reauthenticated | Refusal:
        """The credentials, if this is the account's password; else 422 by `field`, or 429. 2 calls, 3 if not.

        Raises: VersionConflict, if the address is no longer the account's.
        """
        session = f"session {session_id}"
        attempt = self._sign_ins.try_password(account.person.email, client=session, device=session, now=now)
        if isinstance(attempt, Refusal):
            return attempt
        known = attempt.credentials
        if known is None or known.account_id != account.account_id:
            raise VersionConflict("the account has another address")
        if not passwords.matches(known.password_hash, password):
            self._sign_ins.wrong_password(attempt)
            return invalid(FieldError(field, "wrong_password", WRONG))
        return Reauthenticated(known, Delete(self._codes_table, attempt.key))

    def changed_already(self, account: Account, session_id: str, password: str, now: datetime) -> bool:
        """Whether this session made this the password, and its answer was lost. 2 calls, none for another session."""
        if account.password_changed_in != session_id:
            return False
        return isinstance(self.check(account, session_id, password, now), Reauthenticated)
