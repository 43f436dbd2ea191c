"""The audit rows of what a helper does with the requests of the person whom they help: one for either."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from care.store.items import helper_opening_key
from portal import audit
from portal.audit import AuditEvent
from portal.clock import epoch_seconds
from portal.conditions import Attr
from portal.context import Context
from portal.helping import Helper
from portal.london import today
from portal.table import Item, Put, Tables, TransactionCancelled

if TYPE_CHECKING:
    from portal.api import Resident

ACTED = AuditEvent.REQUEST_BY_HELPER, AuditEvent.REQUEST_FOR_SOMEONE
OPENED = AuditEvent.REQUEST_OPENED_BY_HELPER, AuditEvent.REQUEST_OPENED_FOR_SOMEONE
"""What the person and the helper read of what the helper did."""

NOTED_FOR = timedelta(days=2)
"""How long is kept that a helper's opening is on record already: longer than the day for which that counts."""


class HelperActs:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.requests_table
        self._audit_table = context.settings.audit_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    def rows(self, request_id: str, caller: "Resident", did: str, now: datetime) -> list[Put]:
        """The rows of what a helper did. None for somebody who acts for themselves."""
        return self._both_sides(ACTED, request_id, caller, did, now) if isinstance(caller, Helper) else []

    def note_opening(self, request_id: str, caller: "Resident", now: datetime) -> None:
        """Put on record that a helper opens a request, once a day for each request and naming. 1 call, none for
        somebody who acts for themselves.
        """
        if not isinstance(caller, Helper):
            return
        opening: Item = {
            **helper_opening_key(request_id, caller.helping.helper_id, today(now)),
            "ttl": epoch_seconds(now + NOTED_FOR),
        }
        rows = self._both_sides(OPENED, request_id, caller, None, now)
        try:
            self._tables.transact(*rows, opening=Put(self._table, opening, condition=Attr("pk").not_exists()))
        except TransactionCancelled as cancelled:
            if not cancelled.failed("opening"):  # else it is on record already
                raise

    def _both_sides(
        self, events: tuple[AuditEvent, AuditEvent], request_id: str, helper: Helper, did: str | None, now: datetime
    ) -> list[Put]:
        """The person's row and the helper's. `events`: what either reads."""
        accounts = helper.account_id, helper.helper_account_id
        subject = ("request", request_id)
        return [
            audit.row(self._audit_table, what, now, account_id=whose, subject=subject, reason=did)
            for what, whose in zip(events, accounts, strict=True)
        ]
