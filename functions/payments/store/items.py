"""The stored item of a payment."""

from payments.model import Payment
from payments.rules.officer_refunds import attention
from portal.charges import payment_key, settle_shard
from portal.clock import epoch_seconds
from portal.conditions import Attr
from portal.table import Item, Put


def payment_item(payment: Payment) -> Item:
    """The stored item. Its attributes `to_settle` and `to_remind`, which put it into the index of a job, are there only
    while the job has something to do with it.
    """
    shard = settle_shard(payment.payment_id)
    return {
        **payment_key(payment.payment_id),
        **payment.model_dump(mode="json", exclude_none=True),
        **_attention(payment),
        **({"to_settle": shard} if payment.settle_at else {}),
        **({"to_remind": shard} if payment.remind_at and payment.status.owed else {}),
        **({"ttl": epoch_seconds(payment.kept_until)} if payment.kept_until else {}),
    }


def payment_write(table: str, after: Payment, read: Payment) -> Put:
    """The write of the payment's next version, which fails if it has been written since it was read."""
    item = payment_item(after.model_copy(update={"version": read.version + 1}))
    return Put(table, item, condition=Attr("version").eq(read.version))


def _attention(payment: Payment) -> Item:
    """The attributes that put the payment on the officers' list; none if it does not belong there."""
    found = attention(payment)
    return {"attention": found[0].value, "attention_at": found[1]} if found else {}
