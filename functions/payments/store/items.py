"""What the item of a payment looks like."""

from payments.model import Payment
from payments.rules.officer_refunds import attention
from portal.charges import payment_key, settle_shard
from portal.clock import epoch_seconds
from portal.table import Item


def payment_item(payment: Payment) -> Item:
    """`to_settle` and `to_remind`, which put it into a job's index, are there while there is a look to come."""
    shard = settle_shard(payment.payment_id)
    return {
        **payment_key(payment.payment_id),
        **payment.model_dump(mode="json", exclude_none=True),
        **_attention(payment),
        **({"to_settle": shard} if payment.settle_at else {}),
        **({"to_remind": shard} if payment.remind_at and payment.status.owed else {}),
        **({"ttl": epoch_seconds(payment.kept_until)} if payment.kept_until else {}),
    }


def _attention(payment: Payment) -> Item:
    """What puts it on the officers' list, if it belongs there."""
    found = attention(payment)
    return {"attention": found[0].value, "attention_at": found[1]} if found else {}
