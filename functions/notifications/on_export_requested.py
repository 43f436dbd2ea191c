"""`ExportRequested`: writes the notices' part of the export: what was sent, by which channel, what became of it."""

from collections.abc import Mapping
from typing import Any

from notifications.model import Delivery
from notifications.store import Deliveries
from notifications.views import notice_view
from portal.consume import queue_consumer
from portal.context import Context
from portal.export import Kind, Part
from portal.export_files import ExportParts


@queue_consumer
def on_export_requested(event: Mapping[str, Any], context: Context) -> None:
    """Write the part. 1 call, and 1 for each page of notices."""
    detail, deliveries = event["detail"], Deliveries.from_context(context)
    sent = [notice_view(Delivery.model_validate(one)) for one in deliveries.all_of_account(detail["account_id"])]
    records = [one.model_dump(mode="json") for one in sent]
    part = Part(title="What we wrote to you", kinds=[Kind(title="Messages", records=records)])
    ExportParts.from_context(context).put(detail["account_id"], detail["export_id"], "notices", part)


handler = on_export_requested.lambda_handler
