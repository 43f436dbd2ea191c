"""Notices: what we tell a person because of an event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

CLAIM_LASTS = timedelta(minutes=2)
"""A claim that was not finished by then belonged to a function that died: another may take it over (I14)."""


class State(StrEnum):
    CLAIMED = "claimed"
    SENT = "sent"
    REFUSED = "refused"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Notice:
    """One mail to one person about one event; `mail` names its text in the layer, `facts` fills it in.

    `change_id`: of a change of address, which is told to the address that was left.
    """

    event_id: str
    account_id: str
    mail: str
    facts: Mapping[str, str]
    change_id: str | None = None
