"""Looks up the naming by which somebody acts for somebody else (`portal.helping`). Nothing else reads these items.

| access | key (Accounts table) |
|---|---|
| for whom somebody acts, by the id of the naming | `pk` = `ACCOUNT#<helper's account id>`, `sk` = `HELPS#<helper_id>` |
"""

from datetime import datetime

from portal.callers import Resident
from portal.context import Context
from portal.helping import Helping, acting_as
from portal.problems import NOT_FOUND, Refusal
from portal.table import Key, Tables


def helping_key(account_id: str, helper_id: str) -> Key:
    """The key of a naming. `account_id`: the helper's account."""
    return {"pk": f"ACCOUNT#{account_id}", "sk": f"HELPS#{helper_id}"}


class Helpings:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.accounts_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Helpings":
        return cls(context)

    def acting(self, caller: Resident, acting_for: str | None, now: datetime) -> Resident | Refusal:
        """The caller, acting for somebody else if `acting_for` is given. 1 call, none without it.

        `acting_for`: the id of a naming. The refusal `not_found` if that naming was not confirmed, has ended, is past
        its last day, or names another account as the helper.
        """
        if acting_for is None:
            return caller
        item = self._tables.get(self._table, helping_key(caller.account_id, acting_for))
        helping = Helping.model_validate(item) if item else None
        return NOT_FOUND if helping is None or helping.has_ended(now) else acting_as(caller, helping)
