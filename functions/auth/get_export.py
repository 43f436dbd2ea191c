"""The status of an export of one's own data; once it is ready, a link that works for a minute."""

from auth.leaving import ExportView
from auth.store.exports import Exports
from portal.api import Request, operation
from portal.care_hold import closed_for
from portal.ids import Ulid
from portal.problems import unwrap


@operation("GET", "/v1/account/exports/{export_id}", access="resident", calls=2, problems=("care_closed",))
def get_export(request: Request[None], export_id: Ulid, exports: Exports) -> ExportView:
    unwrap(closed_for(request.caller))
    export = unwrap(exports.get(request.caller.account_id, export_id))
    return ExportView(
        export_id=export.export_id,
        status=export.status_at(request.now),
        requested_at=export.requested_at,
        expires_at=export.expires_at,
        download=exports.link(export, request.now),
    )


handler = get_export.lambda_handler
