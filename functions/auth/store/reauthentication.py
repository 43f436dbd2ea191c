"""Re-authentication: the password again, before credentials are changed or the account is closed.

An attempt is counted before it is compared, and delayed like a wrong password at sign-in. Attempts are counted per
session: a thief of the session gains nothing by changing networks, and nobody outside it can use up the owner's
attempts.
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
    """Proof that the password was right. `reset_attempts`: deletes the count of wrong passwords, in the change's
    transaction.
    """

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
        """Count the attempt and compare the password. 2 calls, 3 if it is wrong.

        Returns the proof for the change's transaction; a Refusal with status 422 at `field` if the password is wrong,
        or with 429 if the session has to wait after earlier wrong ones.

        Raises: VersionConflict if the account's email address has changed since it was read.
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
        """Whether this session already set this password, so that only the answer was lost. 2 calls, 3 if it set
        another one, none if another session set the present one.
        """
        if account.password_changed_in != session_id:
            return False
        return isinstance(self.check(account, session_id, password, now), Reauthenticated)
