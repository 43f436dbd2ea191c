"""Somebody wants their data: their payments. An account was closed: until when its payments are kept."""

from collections.abc import Mapping
from typing import Any

from payments.leaving import part
from payments.store import Payments
from portal.clock import from_text
from portal.consume import queue_consumer
from portal.context import Context
from portal.export_files import ExportParts
from portal.retention import kept_until


@queue_consumer
def on_payer_event(event: Mapping[str, Any], context: Context) -> None:
    """1 call for each page of payments; 1 more for a part, 1 per payment to say until when it is kept."""
    detail, payments, now = event["detail"], Payments.from_context(context), context.clock()
    mine = payments.all_of_account(detail["account_id"])
    if event["detail-type"] == "ExportRequested":
        ExportParts.from_context(context).put(detail["account_id"], detail["export_id"], "payments", part(mine))
        return
    until = kept_until("payment", from_text(detail["at"]))
    for payment in mine:
        if payment.kept_until is None:
            payments.save(payment.model_copy(update={"kept_until": until}), payment, now)


handler = on_payer_event.lambda_handler
