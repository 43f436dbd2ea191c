"""Somebody wants their data: the account's own part. An account was closed: its exports go."""

from collections.abc import Mapping
from typing import Any

from auth.rules.activity import told
from auth.rules.exports import account_part
from auth.store.accounts import Accounts
from auth.store.exports import Exports
from auth.store.trail import Trail
from portal import mail
from portal.consume import queue_consumer
from portal.context import Context
from portal.export_files import ExportParts
from portal.problems import Refusal


@queue_consumer
def on_account_event(event: Mapping[str, Any], context: Context) -> None:
    """3 calls for a part (none is written for an account that is gone), 1 more per 25 acts; or `Exports.forget`."""
    account_id = event["detail"]["account_id"]
    if event["detail-type"] == "AccountClosed":
        Exports.from_context(context).forget(account_id)
        return
    account = Accounts.from_context(context).get(account_id)
    if not isinstance(account, Refusal):
        activity = [told(row, mail.about) for row in Trail.from_context(context).all_of_account(account_id)]
        part = account_part(account, activity, context.clock())
        ExportParts.from_context(context).put(account_id, event["detail"]["export_id"], "account", part)


handler = on_account_event.lambda_handler
