"""The write that makes a charge due, which the domain that charges has in its own transaction.

Everything after that is done by the payments domain (`functions/payments/store/payments.py`).
"""

from datetime import datetime

from portal.clock import to_text
from portal.conditions import Attr
from portal.payment import Charge, PaymentStatus
from portal.table import Key, Put


def payment_key(payment_id: str) -> Key:
    return {"pk": f"PAYMENT#{payment_id}", "sk": "PAYMENT"}


def due(charge: Charge, table: str, now: datetime) -> Put:
    """The write that makes a charge due; `table` is the Payments table. It fails if there is such a payment."""
    item = {
        **payment_key(charge.payment_id),
        **charge.model_dump(mode="json"),
        "status": PaymentStatus.DUE.value,
        "created_at": to_text(now),
        "version": 1,
    }
    return Put(table, item, condition=Attr("pk").not_exists())
