"""Who may be named as a helper, and until when (`docs/rules/care.md`, C130, C131). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from portal.clock import Stored
from portal.helping import Helping
from portal.london import today
from portal.problems import FieldError, Refusal, invalid
from portal.shapes import Frozen

MOST_OPEN = 5
LONGEST = timedelta(days=366)
TOO_MANY = Refusal(
    "too_many_helpers", f"You have named {MOST_OPEN} helpers. End one of them before you name somebody else."
)

type HelperStatus = Literal["asked", "confirmed", "over"]
type Relationship = Literal["family", "friend", "neighbour", "carer", "advocate", "attorney", "other"]


class NamedHelper(Frozen):
    """Whom somebody has named, as they see it. `until`: the last day. `helper_account_id`: once it is confirmed.

    `code_ends_at`: until when it can be confirmed.
    """

    helper_id: str
    name: str
    email: str
    relationship: Relationship
    until: date
    named_at: Stored
    code_ends_at: Stored
    confirmed_at: Stored | None = None
    helper_account_id: str | None = None

    def status(self, now: datetime) -> HelperStatus:
        if self.confirmed_at is None:
            return "asked" if now < self.code_ends_at else "over"
        return "confirmed" if today(now) <= self.until else "over"


@dataclass(frozen=True)
class Helpers:
    """`named`: whom an account has named. `helping`: whom it helps."""

    named: Sequence[NamedHelper]
    helping: Sequence[Helping]


def may_be_named(
    email: str, until: date, own_email: str, named: Sequence[NamedHelper], now: datetime
) -> Literal["yes"] | Refusal:
    """Refused: oneself, somebody named already, a day that is over or more than a year away, a sixth helper."""
    open_ones = [one for one in named if one.status(now) != "over"]
    if email == own_email:
        return invalid(FieldError("email", "your_own", "This is your own email address. Enter your helper's."))
    if any(one.email == email for one in open_ones):
        words = "You have named a helper with this email address already. End that first."
        return invalid(FieldError("email", "named_already", words))
    if not today(now) <= until <= today(now) + LONGEST:
        return invalid(FieldError("until", "not_within_a_year", "Choose a day from today to a year from now."))
    return TOO_MANY if len(open_ones) >= MOST_OPEN else "yes"
