"""A notice: a mail to a person because of an event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

CLAIM_LASTS = timedelta(minutes=2)
"""After that long the function that claimed a notice is taken to have died, and another may send it (I14)."""


class NoticeStatus(StrEnum):
    """`refused`: SES did not accept the mail. `nobody`: there is nobody to send it to any more. `outdated`: what it
    would ask for has been done, or cannot be done any more."""

    CLAIMED = "claimed"
    SENT = "sent"
    REFUSED = "refused"
    NOBODY = "nobody"
    OUTDATED = "outdated"


@dataclass(frozen=True)
class Notice:
    """One mail to one person about one event; `mail` names its text in the layer, `facts` fills it in.

    `change_id`: of a change of address, which is told to the address that was left. `permit_id`: of the permit whose
    vehicle and days the mail names, which are read when it is sent (`portal.permit_card`).
    """

    event_id: str
    account_id: str
    mail: str
    facts: Mapping[str, str]
    change_id: str | None = None
    permit_id: str | None = None
