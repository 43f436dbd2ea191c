"""Open permits and payments of an account, which keep it from being closed. The permits and payments domains write
them.

They are found through indexes, which may lag for a moment. So every write that creates an obligation has
`portal.obligations.require_open_account` in its transaction, and the closure has `none_just_begun` in its own.

| access | by |
|---|---|
| the permits of an account | Permits, index `by_account`: `account_id` |
| the payments of an account | Payments, index `by_account`: `account_id` |
| whether an application has just begun | Permits, `ACCOUNT#<account id>`, `UNPAID` |
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from auth.rules.obligations import Obligation, of_payment, of_permit
from portal.conditions import Attr
from portal.context import Context
from portal.london import today
from portal.table import Check, Item, Tables


class Obligations:
    def __init__(self, context: Context) -> None:
        self._settings = context.settings
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Obligations":
        return cls(context)

    def of(self, account_id: str, now: datetime) -> Sequence[Obligation]:
        """The account's obligations. 2 calls, more if permits or payments take several pages."""
        day = today(now)
        permits = [of_permit(item, day) for item in self._all(self._settings.permits_table, account_id)]
        money = [of_payment(item) for item in self._all(self._settings.payments_table, account_id)]
        return [one for one in (*permits, *money) if one is not None]

    def none_just_begun(self, account_id: str) -> Check:
        """The check in the closure's transaction that no application has just begun, which the index might not show
        yet.
        """
        key = {"pk": f"ACCOUNT#{account_id}", "sk": "UNPAID"}
        return Check(self._settings.permits_table, key, Attr("pk").not_exists())

    def _all(self, table: str, account_id: str) -> Iterator[Item]:
        return self._tables.query_all(table, Attr("account_id").eq(account_id), index="by_account")
