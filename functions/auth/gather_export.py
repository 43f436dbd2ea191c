"""A domain's part of an export has come (S3 tells of it); with the last one they are packed, once."""

from collections.abc import Mapping
from typing import Any

from auth.rules.exports import packed
from auth.store.exports import Exports, part_named
from portal.consume import queue_consumer
from portal.export import PARTS
from portal.export_files import ExportParts
from portal.world import World


@queue_consumer
def gather_export(event: Mapping[str, Any], world: World) -> None:
    """1 call per part, 5 more for the last one. A part that comes again, or too late, changes nothing."""
    named, exports, now = part_named(event["detail"]["object"]["key"]), Exports.open(world), world.clock()
    export = exports.note_part(named, now)
    if export is None or not all(export.parts.get(part) for part in PARTS):
        return
    written = ExportParts.open(world)
    parts = {name: written.get(export.account_id, export.export_id, name) for name in PARTS}
    exports.finish(export, packed(parts, now), now)


handler = gather_export.lambda_handler
