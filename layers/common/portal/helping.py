"""A helper acts for somebody who named them, after confirming with a code, until a given day (`docs/rules/care.md`,
C130).

Operations that a helper can use for somebody else take `acting_for`; no others can be used so. Pure; `portal.helpings`
reads the Accounts table.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from portal.callers import Resident
from portal.clock import Stored
from portal.ids import Ulid
from portal.london import today
from portal.shapes import Frozen, Query

type ActingFor = Annotated[Ulid | None, Field(title="for whom you act")]


class Acting(Query):
    """Whom the caller acts for. `acting_for`: the `helper_id` of the naming by which they may act for somebody else;
    left out to act for themselves.
    """

    acting_for: ActingFor = None


class Helping(Frozen):
    """A naming: one account may act for another. `account_id`: the account of the person who is helped; `until`: the
    last day.
    """

    helper_id: str
    account_id: str
    person_name: str
    helper_name: str
    until: date
    confirmed_at: Stored

    def has_ended(self, now: datetime) -> bool:
        return today(now) > self.until


@dataclass(frozen=True)
class Helper(Resident):
    """A resident who acts for another. `account_id`: the person's account; `helper_account_id`: their own."""

    helping: Helping
    helper_account_id: str


def acting_as(caller: Resident, helping: Helping) -> Helper:
    """The caller acting for the person whom they help: treated as a resident, whatever kind of account the caller
    has.
    """
    facts = {name: getattr(caller, name) for name in Resident.__dataclass_fields__}
    of_person = {"account_id": helping.account_id, "kind": "resident"}
    return Helper(**{**facts, **of_person}, helping=helping, helper_account_id=caller.account_id)


def helping_of(caller: Resident) -> Helping | None:
    """The naming by which the caller acts for somebody else; None if they act for themselves."""
    return caller.helping if isinstance(caller, Helper) else None
