"""Who may be named as a helper, until when, and when both are told (`docs/rules/care.md`, C130, C131, C140). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from portal.clock import Stored
from portal.helping import Helping
from portal.london import at_hour, today
from portal.problems import FieldError, Refusal, invalid
from portal.shapes import Frozen

MOST_OPEN = 5
LONGEST = timedelta(days=366)
WARNED_BEFORE = timedelta(days=7)
TOLD_FROM = 9
"""The hour of the day, in London."""
TOO_MANY = Refusal(
    "too_many_helpers", f"You have named {MOST_OPEN} helpers. End one of them before you name somebody else."
)

type HelperDeadlineKind = Literal["ending", "over"]
type HelperStatus = Literal["asked", "confirmed", "over"]
type Relationship = Literal["family", "friend", "neighbour", "carer", "advocate", "attorney", "other"]


class NamedHelper(Frozen):
    """A helper whom a person has named. `until`: the last day. `code_ends_at`: until when the helper can confirm.
    `helper_account_id`, `confirmed_at`: None until the helper has confirmed.
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
    """Both sides of an account. `named`: the helpers it has named. `helping`: the accounts it helps."""

    named: Sequence[NamedHelper]
    helping: Sequence[Helping]


class HelperDeadline(Frozen):
    """When both sides are to be told that the helping ends or has ended. `account_id`: the helped person's account."""

    what: HelperDeadlineKind
    at: Stored
    helper_id: str
    account_id: str
    helper_account_id: str


def deadlines(until: date) -> Mapping[HelperDeadlineKind, datetime]:
    """When both sides are told: `ending`, a week before the last day (`until`); `over`, on the day after it."""
    ending, over = until - WARNED_BEFORE, until + timedelta(days=1)
    return {"ending": at_hour(ending, TOLD_FROM), "over": at_hour(over, TOLD_FROM)}


def worth_telling(deadline: HelperDeadline, now: datetime) -> bool:
    """Whether to tell of the deadline now: `ending` only while the helping has not ended, `over` always."""
    return deadline.what == "over" or now < deadline.at + WARNED_BEFORE


def may_be_named(
    email: str, until: date, own_email: str, named: Sequence[NamedHelper], now: datetime
) -> Literal["yes"] | Refusal:
    """Whether this helper may be named. Refused: one's own address, somebody named already, a last day in the past or
    more than a year away, a sixth helper.
    """
    open_ones = [one for one in named if one.status(now) != "over"]
    if email == own_email:
        return invalid(FieldError("email", "your_own", "This is your own email address. Enter your helper's."))
    if any(one.email == email for one in open_ones):
        words = "You have named a helper with this email address already. End that first."
        return invalid(FieldError("email", "named_already", words))
    if not today(now) <= until <= today(now) + LONGEST:
        return invalid(FieldError("until", "not_within_a_year", "Choose a day from today to a year from now."))
    return TOO_MANY if len(open_ones) >= MOST_OPEN else "yes"
