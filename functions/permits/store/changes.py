"""New changes of permits: the transaction that creates one."""

from datetime import datetime

from permits.model import Permit
from permits.model_changes import CHANGE, Property, change_subject
from permits.rules.changes import ChangeIds, NewChange
from permits.rules.following import following
from permits.rules.reservations import when_valid
from permits.rules.transitions import Transition
from permits.store.attempts import count_application
from permits.store.items import permit_key, permit_writes
from permits.store.permits import Permits
from permits.store.properties import Properties
from portal import charges, evidence
from portal.context import Context
from portal.idempotency import Idempotency
from portal.ids import ulid
from portal.obligations import require_open_account
from portal.problems import NOT_FOUND, Refusal
from portal.table import Item, Tables, TransactionCancelled, VersionConflict, Write

type Made = tuple[Permit, str]
"""A permit, and the id of the change that was created."""


class Changes:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.permits_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._permits = Permits.from_context(context)

    @classmethod
    def from_context(cls, context: Context) -> "Changes":
        return cls(context)

    def new_ids(self, now: datetime) -> ChangeIds:
        return ChangeIds(ulid(now, self._context.randomness), ulid(now, self._context.randomness))

    def property_at(self, uprn: str) -> Property | Refusal:
        """The property with this UPRN; a Refusal if it is unknown or outside the zones. 1 call."""
        return Properties.from_context(self._context).in_a_zone(uprn)

    def repeated(self, idempotency: Idempotency) -> Made | Refusal | None:
        """The change that this same request made before; None if the request is new. 1 call, 2 if it is not new."""
        return self._earlier(idempotency, self._tables.get(self._table, idempotency.key))

    def make(self, new: NewChange, read: Permit, idempotency: Idempotency, now: datetime) -> Made | Refusal:
        """Create the change with its payment and document list in one transaction. 3 calls, 1 more with a renewal.

        A Refusal if an approval would find the vehicle or the place taken, also on the days of a renewal. Raises:
        VersionConflict.
        """
        too_many = count_application(self._context, self._tables, read.account_id, now)
        if too_many is not None:
            return too_many
        follows = following(read, new.as_approved, self._permits.renewal_of(read), now)
        approved = Transition(new.as_approved, when_valid(new.as_approved), following=follows)
        taken = self._permits.reservation_writes(approved, now)
        if isinstance(taken, Refusal):
            return taken
        permit = new.transition.permit.model_copy(update={"version": read.version + 1})
        record = idempotency.record(self._table, f"{permit.permit_id}#{new.change.change_id}")
        account = require_open_account(self._settings.accounts_table, permit.account_id)
        try:
            self._tables.transact(*self._writes(new, read, permit, now), idempotency=record, account=account)
        except TransactionCancelled as cancelled:
            return self._why_not(cancelled, permit, idempotency)
        return permit, new.change.change_id

    def _writes(self, new: NewChange, read: Permit, permit: Permit, now: datetime) -> list[Write]:
        change, named = new.change, change_subject(permit.permit_id, new.change.change_id)
        table, owner = self._settings.evidence_table, permit.account_id
        writes = permit_writes(self._table, read, permit)
        writes.append(evidence.needed(table, CHANGE, named, owner, change.documents))
        if new.charge is not None:
            writes.append(charges.due(new.charge, self._settings.payments_table, now))
        return writes

    def _why_not(self, cancelled: TransactionCancelled, permit: Permit, idempotency: Idempotency) -> Made | Refusal:
        if cancelled.failed("idempotency"):
            return self._earlier(idempotency, cancelled.found("idempotency")) or NOT_FOUND
        if cancelled.failed("account"):
            return Refusal("sign_in_required", "This account has been closed, so nothing was changed.")
        raise VersionConflict(permit.permit_id)

    def _earlier(self, idempotency: Idempotency, found: Item | None) -> Made | Refusal | None:
        named = idempotency.repeated(found)
        if not isinstance(named, str):
            return named
        permit_id, change_id = named.split("#")
        item = self._tables.get(self._table, permit_key(permit_id))
        return (Permit.model_validate(item), change_id) if item else NOT_FOUND
