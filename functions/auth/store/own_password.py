"""Who is signed in proves again that it is they, before what matters most is changed: with their own password.

The try is counted before it is compared, and waits like a wrong password at sign-in. It is the session that is counted:
its thief gains nothing by changing networks, and no stranger can spend its owner's tries.
"""

from dataclasses import dataclass
from datetime import datetime

from auth.model import Account, Credentials
from auth.rules import passwords
from auth.store.sign_ins import SignIns
from portal.context import Context
from portal.problems import FieldError, Refusal, invalid
from portal.table import Delete

WRONG = "That is not your password. Check it and try again."
CHANGED_MEANWHILE = Refusal("try_again", "Your account was changed at the same time. Try again.", retry_after=1)


@dataclass(frozen=True)
class Proved:
    """It was the password. `forgotten`: the write that forgets the wrong tries; for the transaction of the change."""

    credentials: Credentials
    forgotten: Delete


class OwnPassword:
    def __init__(self, context: Context) -> None:
        self._codes_table = context.settings.codes_table
        self._sign_ins = SignIns(context)

    @classmethod
    def from_context(cls, context: Context) -> "OwnPassword":
        return cls(context)

    def proved(
        self, account: Account, session_id: str, password: str, now: datetime, *, field: str = "password"
    ) -> Proved | Refusal:
        """The credentials, if this is the account's password; else 422 by `field`, or 429. 2 calls, 3 if not."""
        session = f"session {session_id}"
        tried = self._sign_ins.try_password(account.person.email, client=session, device=session, now=now)
        if isinstance(tried, Refusal):
            return tried
        known = tried.credentials
        if known is None or known.account_id != account.account_id:
            return CHANGED_MEANWHILE
        if not passwords.matches(known.password_hash, password):
            self._sign_ins.wrong_password(tried)
            return invalid(FieldError(field, "wrong_password", WRONG))
        return Proved(known, Delete(self._codes_table, tried.tries_key))

    def changed_already(self, account: Account, session_id: str, password: str, now: datetime) -> bool:
        """Whether this session has just made this the password and did not hear of it. 2 calls, none for another's."""
        if account.password_changed_in != session_id:
            return False
        return isinstance(self.proved(account, session_id, password, now), Proved)
