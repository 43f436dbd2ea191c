"""The ledger and its cases. An entry is written together with its payment (`entry_write`), and never changed.

| access | key (Payments table) |
|---|---|
| the entries of a day, by Pay's date | `pk` = `LEDGER#2026-11-21`, `sk` = `<kind>#<id of the attempt or refund>` |
| the cases of a day | `pk` = `CASES#2026-11-21`, `sk` = `<difference>#<Pay's id>` |
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from payments.ledger import Case, Entry
from portal.clock import to_text
from portal.conditions import Attr
from portal.context import Context
from portal.idempotency import Idempotency
from portal.problems import NOT_FOUND, Refusal
from portal.table import ConditionFailed, Key, Put, Tables, TransactionCancelled, Update

if TYPE_CHECKING:
    from portal.api import Officer


def entry_write(table: str, entry: Entry) -> Put:
    """The write of an entry. It fails if the entry is there already: the change that it belongs to has then been
    written.
    """
    key = {"pk": f"LEDGER#{entry.day.isoformat()}", "sk": f"{entry.kind.value}#{entry.of}#{to_text(entry.at)}"}
    return Put(table, {**key, **entry.model_dump(mode="json", exclude_none=True)}, condition=Attr("pk").not_exists())


class Ledger:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.payments_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Ledger":
        return cls(context)

    def entries(self, day: date) -> Sequence[Entry]:
        """The entries of a day. 1 call for each page."""
        of_day = Attr("pk").eq(f"LEDGER#{day.isoformat()}")
        return [Entry.model_validate(item) for item in self._tables.query_all(self._table, of_day)]

    def cases(self, day: date) -> Sequence[Case]:
        """The cases of a day, open or closed. 1 call for each page."""
        of_day = Attr("pk").eq(f"CASES#{day.isoformat()}")
        return [Case.model_validate(item) for item in self._tables.query_all(self._table, of_day)]

    def open_case(self, case: Case) -> bool:
        """Save the case if it is new, and return whether it is. A case that was found before stays as it is, closed or
        not. 1 call.
        """
        item = {**_key(case), **case.model_dump(mode="json", exclude_none=True)}
        try:
            self._tables.put(Put(self._table, item, condition=Attr("pk").not_exists()))
        except ConditionFailed:
            return False
        return True

    def close_case(self, case: Case, word: str, officer: "Officer", idempotency: Idempotency) -> Case | Refusal:
        """Close the case, and return it. Refused (`case_closed`) if it was closed already; a key that was used before
        returns the case. 1 call, 2 for a key used before.
        """
        closed = {"closed_at": to_text(idempotency.now), "closed_by": officer.sub, "word": word}
        still_open = Attr("pk").exists() & Attr("closed_at").not_exists()
        try:
            self._tables.transact(
                idempotency=idempotency.record(self._table, case.case_id),
                case=Update(self._table, _key(case), set=closed, condition=still_open),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("idempotency"):
                earlier = idempotency.earlier_result(cancelled.found("idempotency"))
                return earlier if isinstance(earlier, Refusal) else self.case(case.day, case.difference, case.pay_id)
            return Refusal("case_closed", "Somebody has closed this case meanwhile. Look at the day again.")
        return case.model_copy(update={**closed, "closed_at": idempotency.now})

    def case(self, day: date, difference: str, pay_id: str) -> Case | Refusal:
        """The case, or the refusal `not_found`. 1 call."""
        key = {"pk": f"CASES#{day.isoformat()}", "sk": f"{difference}#{pay_id}"}
        found = self._tables.get(self._table, key)
        return Case.model_validate(found) if found else NOT_FOUND


def _key(case: Case) -> Key:
    return {"pk": f"CASES#{case.day.isoformat()}", "sk": f"{case.difference.value}#{case.pay_id}"}
