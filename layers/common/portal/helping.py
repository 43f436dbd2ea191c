"""A helper acts for somebody else: named by them, confirmed by a code, until a day (`docs/rules/care.md`, C130).

An operation that can be asked for somebody else takes `acting_for`; no other one can. Whose data it is about is
decided here alone.

| access | key (Accounts table) |
|---|---|
| for whom somebody acts, by the id of the naming | `pk` = `ACCOUNT#<helper's account id>`, `sk` = `HELPS#<helper_id>` |
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from portal.callers import Resident
from portal.clock import Stored
from portal.context import Context
from portal.ids import Ulid
from portal.london import today
from portal.problems import NOT_FOUND, Refusal
from portal.shapes import Frozen, Query
from portal.table import Key, Tables

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


def helping_key(account_id: str, helper_id: str) -> Key:
    """`account_id`: the helper's."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": f"HELPS#{helper_id}"}


class Helpings:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.accounts_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Helpings":
        return cls(context)

    def acting(self, caller: Resident, acting_for: str | None, now: datetime) -> Resident | Refusal:
        """In whose name the caller acts: their own without `acting_for`. 1 call, none without it.

        Not found: what was not confirmed, has ended or is over, and what somebody else was named by.
        """
        if acting_for is None:
            return caller
        item = self._tables.get(self._table, helping_key(caller.account_id, acting_for))
        helping = Helping.model_validate(item) if item else None
        if helping is None or helping.over(now):
            return NOT_FOUND
        facts = {name: getattr(caller, name) for name in Resident.__dataclass_fields__}
        of_person = {"account_id": helping.account_id, "kind": "resident"}
        return Helper(**{**facts, **of_person}, helping=helping, helper_account_id=caller.account_id)


def helping_of(caller: Resident) -> Helping | None:
    """By what the caller acts for somebody else; None for who acts in their own name."""
    return caller.helping if isinstance(caller, Helper) else None
