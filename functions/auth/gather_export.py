"""Notes a domain's part of an export when S3 announces it; after the last part, packs all parts into one file, once."""

from collections.abc import Mapping
from typing import Any

from auth.rules.exports import packed
from auth.store.exports import Exports, part_named
from portal.consume import queue_consumer
from portal.context import Context
from portal.export import PARTS
from portal.export_files import ExportParts


@queue_consumer
def gather_export(event: Mapping[str, Any], context: Context) -> None:
    """Note the part, and pack the export once all parts have come. 1 call per part, 5 more for the last one. A part of
    an export that is no longer prepared is deleted.
    """
    named, exports, now = part_named(event["detail"]["object"]["key"]), Exports.from_context(context), context.clock()
    export, written = exports.note_part(named, now), ExportParts.from_context(context)
    if export is None:
        written.forget(named.account_id, named.export_id, named.part)
        return
    if not all(export.parts.get(part) for part in PARTS):
        return
    parts = {name: written.get(export.account_id, export.export_id, name) for name in PARTS}
    exports.finish(export, packed(parts, now), now)


handler = gather_export.lambda_handler
