"""Starts an export of the caller's data. The file takes a few minutes; an email says when it is ready."""

from auth.leaving import ExportStarted
from auth.store.exports import Exports
from portal.api import Request, operation
from portal.care_hold import closed_for
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/account/exports",
    access="resident",
    status=202,
    calls=2,
    problems=("not_found", "too_many_exports", "care_closed"),
)
def start_export(request: Request[None], exports: Exports) -> ExportStarted:
    unwrap(closed_for(request.caller))
    export = unwrap(exports.start(request.caller.account_id, request.now))
    return ExportStarted(export_id=export.export_id, status=export.status_at(request.now))


handler = start_export.lambda_handler
