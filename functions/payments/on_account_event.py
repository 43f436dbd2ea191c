"""Put an account's payments into an export of its data, or keep them without officers' texts once the account is
closed.
"""

from collections.abc import Mapping
from typing import Any

from payments.leaving import kept, part
from payments.store.payments import Payments
from portal.clock import from_text
from portal.consume import queue_consumer
from portal.context import Context
from portal.export_files import ExportParts


@queue_consumer
def on_account_event(event: Mapping[str, Any], context: Context) -> None:
    """Apply one event of an account. 1 call for each page of payments; then 1 for an export, or 1 for each payment of a
    closed account.
    """
    detail, payments = event["detail"], Payments.from_context(context)
    mine = payments.all_of_account(detail["account_id"])
    if event["detail-type"] == "ExportRequested":
        ExportParts.from_context(context).put(detail["account_id"], detail["export_id"], "payments", part(mine))
        return
    closed_at = from_text(detail["at"])
    for payment in mine:
        payments.save(kept(payment, closed_at), payment, context.clock())


handler = on_account_event.lambda_handler
