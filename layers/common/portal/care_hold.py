"""When care records are closed to the account's owner (`docs/rules/accounts.md`, A26)."""

from typing import Protocol

from portal.problems import Refusal


class Session(Protocol):
    @property
    def care_closed_until(self) -> str: ...


def closed_for(session: Session) -> Refusal | None:
    """The refusal if the session's care records are closed, as they are for a while after a password reset; else None.

    Anybody who can read the owner's mailbox could have reset the password.
    """
    if not session.care_closed_until:
        return None
    words = (
        "You chose a new password a short while ago. To keep care records safe, they stay closed for 24 hours after"
        " that. If it cannot wait, call us on 0116 305 0004."
    )
    return Refusal("care_closed", words, more={"until": session.care_closed_until})
