"""A helper acts for somebody else: named by them, confirmed by a code, until a day (`docs/rules/care.md`, C130).

An operation that can be asked for somebody else takes `acting_for`; no other one can. Pure; `portal.helpings` reads
by what somebody acts.
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
    """`acting_for`: the `helper_id` by which the caller may act for somebody else."""

    acting_for: ActingFor = None


class Helping(Frozen):
    """That one account may act for another. `account_id`: whom it helps; `until`: the last day."""

    helper_id: str
    account_id: str
    person_name: str
    helper_name: str
    until: date
    confirmed_at: Stored

    def over(self, now: datetime) -> bool:
        return today(now) > self.until


@dataclass(frozen=True)
class Helper(Resident):
    """A resident who acts for another one: `account_id` is that one's, `helper_account_id` their own."""

    helping: Helping
    helper_account_id: str


def acting_as(caller: Resident, helping: Helping) -> Helper:
    """The caller in the name of whom they help: a resident, whatever account they have."""
    facts = {name: getattr(caller, name) for name in Resident.__dataclass_fields__}
    of_person = {"account_id": helping.account_id, "kind": "resident"}
    return Helper(**{**facts, **of_person}, helping=helping, helper_account_id=caller.account_id)


def helping_of(caller: Resident) -> Helping | None:
    """By what the caller acts for somebody else; None for who acts in their own name."""
    return caller.helping if isinstance(caller, Helper) else None
