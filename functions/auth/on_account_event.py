"""`ExportRequested`: writes the account's part of the export. `AccountClosed`: deletes the account's exports, and ends
whom it helps and who helps it. `EmailChangeUndone`: ends whom it has named, since that may have been an intruder.
"""

from collections.abc import Mapping
from typing import Any

from auth.leaving import account_part
from auth.rules.activity import activity
from auth.store.accounts import Accounts
from auth.store.audit_trail import AuditTrail
from auth.store.exports import Exports
from auth.store.helpers import HelperStore
from portal import mail
from portal.consume import queue_consumer
from portal.context import Context
from portal.export_files import ExportParts
from portal.problems import Refusal


@queue_consumer
def on_account_event(event: Mapping[str, Any], context: Context) -> None:
    """Handle one of these events. The part of an export costs 4 calls, and 1 more per 25 audit rows; none is written
    for an account that is gone. The other events cost what `Exports.forget` and `HelperStore.end_all` do.

    Raises: VersionConflict, so that the message comes again.
    """
    account_id, now = event["detail"]["account_id"], context.clock()
    helpers = HelperStore.from_context(context)
    match event["detail-type"]:
        case "AccountClosed":
            Exports.from_context(context).forget(account_id)
            helpers.end_all(account_id, now)
            return
        case "EmailChangeUndone":
            helpers.end_all_named(account_id, now)
            return
    account = Accounts.from_context(context).get(account_id)
    if not isinstance(account, Refusal):
        rows = AuditTrail.from_context(context).all_of_account(account_id)
        whom = helpers.of(account_id)
        part = account_part(account, [activity(row, mail.about) for row in rows], whom, now)
        ExportParts.from_context(context).put(account_id, event["detail"]["export_id"], "account", part)


handler = on_account_event.lambda_handler
