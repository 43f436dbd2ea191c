"""The write that makes a charge due. The domain that charges puts it into its own transaction; the payments domain does
everything after that (`functions/payments/store/payments.py`).
"""

from datetime import datetime
from zlib import crc32

from portal.clock import to_text
from portal.conditions import Attr
from portal.payment import Charge, PaymentStatus
from portal.table import Key, Put

SETTLE_SHARDS = tuple(f"shard-{number}" for number in range(2))


def settle_shard(payment_id: str) -> str:
    """The index partition in which the payments domain's sweep finds this payment while a step of it is due
    (`settle_at`).
    """
    return SETTLE_SHARDS[crc32(payment_id.encode()) % len(SETTLE_SHARDS)]


def payment_key(payment_id: str) -> Key:
    return {"pk": f"PAYMENT#{payment_id}", "sk": "PAYMENT"}


def due(charge: Charge, table: str, now: datetime) -> Put:
    """The write that makes a charge due; `table` is the Payments table. It fails if the payment already exists.

    A charge that an agreement takes is due for the payments domain's sweep (`settle_at`) at once, so that the sweep
    charges it.
    """
    taken = {"settle_at": to_text(now), "to_settle": settle_shard(charge.payment_id)} if charge.taken_by else {}
    item = {
        **payment_key(charge.payment_id),
        **charge.model_dump(mode="json", exclude_none=True),
        **taken,
        "status": PaymentStatus.DUE.value,
        "created_at": to_text(now),
        "version": 1,
    }
    return Put(table, item, condition=Attr("pk").not_exists())
