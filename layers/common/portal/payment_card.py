"""The facts of a payment that a notice may name. They are read when the notice is sent, as those of a permit are (ADR
0040).

| access | key (Payments table) |
|---|---|
| one payment | `pk` = `PAYMENT#<payment id>`, `sk` = `PAYMENT` |
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.charges import payment_key
from portal.context import Context
from portal.payment import PaymentStatus
from portal.table import Item, Tables, number


@dataclass(frozen=True)
class PaymentCard:
    """The facts of a payment for its notices. `owed`: it is neither made nor withdrawn. `refunds`: the pence of each of
    its refunds, by the refund's id.
    """

    amount_pence: int
    due_date: date
    owed: bool
    refunds: Mapping[str, int] = field(default_factory=dict)


class PaymentCards:
    def __init__(self, tables: Tables, table: str) -> None:
        self._tables = tables
        self._table = table

    @classmethod
    def from_context(cls, context: Context) -> "PaymentCards":
        return cls(Tables(context.aws.dynamodb, context.pause), context.settings.payments_table)

    def get(self, payment_id: str) -> PaymentCard | None:
        """The payment's card; None if there is no such payment. 1 call."""
        item = self._tables.get(self._table, payment_key(payment_id))
        return _card(item) if item else None


def _card(item: Item) -> PaymentCard:
    made = item.get("refunds")
    refunds = [one for one in made if isinstance(one, dict)] if isinstance(made, list) else []
    return PaymentCard(
        amount_pence=number(item, "amount_pence"),
        due_date=date.fromisoformat(str(item["due_date"])),
        owed=PaymentStatus(str(item["status"])).owed,
        refunds={str(one["refund_id"]): number(one, "amount_pence") for one in refunds},
    )
