"""When care records are shown to the owner of the account (`docs/rules/accounts.md`, A26)."""

from typing import Protocol

from portal.problems import Refusal


class Session(Protocol):
    @property
    def care_closed_until(self) -> str: ...


def closed_for(session: Session) -> Refusal | None:
    """Refused for a while after a password was reset: whoever reads the mailbox could have done that."""
    if not session.care_closed_until:
        return None
    words = (
        "You chose a new password a short while ago. To keep care records safe, they stay closed for 24 hours after"
        " that. If it cannot wait, call us on 0116 305 0004."
    )
    return Refusal("care_closed", words, more={"until": session.care_closed_until})
