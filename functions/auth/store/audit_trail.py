"""Reading the audit trail. (`portal.audit` writes it and describes its keys.)"""

from collections.abc import Iterator
from datetime import date
from heapq import merge

from portal.audit import partitions
from portal.conditions import Attr
from portal.context import Context
from portal.table import Item, Page, Tables

ROWS_PER_PAGE = 25


class AuditTrail:
    def __init__(self, tables: Tables, table: str) -> None:
        self._tables = tables
        self._table = table

    @classmethod
    def from_context(cls, context: Context) -> "AuditTrail":
        return cls(Tables(context.aws.dynamodb, context.pause), context.settings.audit_table)

    def of_account(self, account_id: str, after: str | None) -> Page:
        """A page of the rows that the account's owner may see, newest first. 1 call. Raises: WrongPage."""
        return self._tables.query(
            self._table,
            Attr("account_id").eq(account_id),
            index="by_account",
            limit=ROWS_PER_PAGE,
            after=after,
            newest_first=True,
        )

    def all_of_account(self, account_id: str) -> Iterator[Item]:
        """All rows that the account's owner may see, newest first. 1 call per page."""
        page = self.of_account(account_id, None)
        yield from page.items
        while page.next:
            page = self.of_account(account_id, page.next)
            yield from page.items

    def of_day(self, day: date) -> Iterator[Item]:
        """All rows of a day in the order of their sort keys. Holds one page (a megabyte) per shard in memory. 1 call
        per page.
        """
        return merge(*map(self._of_shard, partitions(day)), key=lambda row: (row["sk"], row["pk"]))

    def has_rows(self, day: date) -> bool:
        """Whether the day has rows. 1 call per shard, until one has rows."""
        return any(self._page(pk, limit=1).items for pk in partitions(day))

    def _of_shard(self, pk: str) -> Iterator[Item]:
        page = self._page(pk)
        yield from page.items
        while page.next:
            page = self._page(pk, after=page.next)
            yield from page.items

    def _page(self, pk: str, *, limit: int | None = None, after: str | None = None) -> Page:
        return self._tables.query(self._table, Attr("pk").eq(pk), limit=limit, after=after)
