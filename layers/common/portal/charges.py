"""What is owed, written by the domain that makes it owed: in its own transaction, so that both stand or neither.

The payments domain reads what is written here and does all the rest (`functions/payments/model.py`).
"""

from dataclasses import dataclass
from datetime import date, datetime

from portal.clock import to_text
from portal.conditions import Attr
from portal.table import Item, Put


@dataclass(frozen=True)
class Charge:
    """`payment_id`: a new ULID. `for_kind`, `for_id`: what it pays for (`permit`, and its id).

    `hold`: the payer's money is held first and taken after a decision (`PermitApproved`).
    """

    payment_id: str
    account_id: str
    for_kind: str
    for_id: str
    description: str
    amount_pence: int
    due_date: date
    hold: bool


def due(charge: Charge, table: str, now: datetime) -> Put:
    """The write that makes a charge due; `table` is the Payments table. It fails if there is such a payment.

    Raises: ValueError for a charge of nothing: what is free has no payment.
    """
    if charge.amount_pence < 1:
        raise ValueError("a charge is at least a penny")
    item: Item = {
        "pk": f"PAYMENT#{charge.payment_id}",
        "sk": "PAYMENT",
        "payment_id": charge.payment_id,
        "account_id": charge.account_id,
        "for_kind": charge.for_kind,
        "for_id": charge.for_id,
        "description": charge.description,
        "amount_pence": charge.amount_pence,
        "due_date": charge.due_date.isoformat(),
        "hold": charge.hold,
        "status": "due",
        "created_at": to_text(now),
        "version": 1,
    }
    return Put(table, item, condition=Attr("pk").not_exists())
