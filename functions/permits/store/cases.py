"""The officers' queue: waiting cases and claims on them. A claim does not raise the version of a permit."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from permits.model import QueueStatus
from permits.rules.cases import QueuedCase, claimed
from permits.rules.vehicle_enquiries import VehicleEnquiry
from permits.store.items import case_key
from portal import audit
from portal.audit import AuditEvent
from portal.clock import to_text
from portal.conditions import Attr, Condition
from portal.context import Context
from portal.idempotency import Idempotency
from portal.problems import NOT_FOUND, Refusal
from portal.table import ConditionFailed, Tables, TransactionCancelled, Update, VersionConflict

if TYPE_CHECKING:
    from portal.api import Officer


CLAIM = ("claimed_by", "claimed_until", "taken_from", "given_by")


class Cases:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._table = context.settings.permits_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Cases":
        return cls(context)

    def waiting(self, status: QueueStatus, zone: str | None) -> Iterator[QueuedCase]:
        """All cases with this status, or those in one zone, oldest first. 1 call for each 1 MB, which is about 1,500
        cases.
        """
        where = Attr("zone_queue").eq(f"{status}#{zone}") if zone else Attr("queue").eq(status)
        index = "by_zone_queue" if zone else "by_queue"
        for item in self._tables.query_all(self._table, where, index=index):
            yield QueuedCase.model_validate(item)

    def get(self, permit_id: str, case_id: str) -> QueuedCase | Refusal:
        """The case, or the refusal `not_found` if it does not wait for an officer. 1 call."""
        item = self._tables.get(self._table, case_key(permit_id, case_id))
        return QueuedCase.model_validate(item) if item else NOT_FOUND

    def repeated(self, idempotency: Idempotency) -> QueuedCase | Refusal | None:
        """The case that this same request claimed before, not found if it has been decided; None if the request is new.
        1 call, 2 if it is not new.
        """
        named = idempotency.repeated(self._tables.get(self._table, idempotency.key))
        return self.get(*named.split("#")) if isinstance(named, str) else named

    def claim_next(
        self, waiting: Iterable[QueuedCase], officer: str, idempotency: Idempotency, now: datetime
    ) -> QueuedCase | Refusal | None:
        """Claim the first of these cases that nobody has claimed, and return it; None if all are claimed. 1 call, and 1
        more for each case that somebody else claims at the same moment.
        """
        for case in waiting:
            if case.active_claimant(now) is not None:
                continue
            mine = claimed(case, officer, now)
            if isinstance(mine, Refusal):
                continue
            record = idempotency.record(self._table, f"{case.permit_id}#{case.case_id}")
            try:
                self._tables.transact(case=self._claim_write(mine, case), idempotency=record)
            except TransactionCancelled as cancelled:
                if cancelled.failed("idempotency"):
                    return self.repeated(idempotency)
                continue
            return mine
        # The same request may have been sent twice at once, so that the other one made the claim.
        return self.repeated(idempotency)

    def save_claim(self, mine: QueuedCase, read: QueuedCase) -> QueuedCase:
        """Save the claim, unless somebody else has changed it since it was read. 1 call. Raises: VersionConflict.

        A write that is sent again because its answer was lost finds its own claim, which counts as saved.
        """
        write = self._claim_write(mine, read)
        try:
            self._tables.update(write)
        except ConditionFailed as failed:
            found = failed.found or {}
            if "queue" not in found or any(found.get(name) != value for name, value in write.set.items()):
                raise VersionConflict(read.case_id) from None
        return mine

    def give(self, theirs: QueuedCase, read: QueuedCase, officer: "Officer", now: datetime) -> QueuedCase:
        """Save a colleague's claim, and put on record who gave it. 1 call, none if nothing changes. Raises:
        VersionConflict.
        """
        if theirs == read:
            return theirs
        row = audit.row(
            self._context.settings.audit_table,
            AuditEvent.CASE_GIVEN,
            now,
            account_id=read.account_id,
            subject=("permit", read.permit_id),
            officer=officer.sub,
        )
        try:
            self._tables.transact(self._claim_write(theirs, read), row)
        except TransactionCancelled:
            raise VersionConflict(read.case_id) from None
        return theirs

    def release(self, permit_id: str, case_id: str, officer: str) -> Refusal | None:
        """Remove the officer's own claim; a colleague's claim stays. Not found if there is no such case. 1 call."""
        own = Attr("claimed_by").eq(officer)
        free = Update(
            self._table,
            case_key(permit_id, case_id),
            remove=list(CLAIM),
            condition=own,
        )
        try:
            self._tables.update(free)
        except ConditionFailed as failed:
            return None if failed.found else NOT_FOUND
        return None

    @property
    def can_enquire(self) -> bool:
        """Whether enquiries of DVLA are switched on."""
        return self._context.settings.vehicle_enquiry == "dvla"

    def save_enquiry(self, enquiry: VehicleEnquiry, read: QueuedCase, officer: "Officer") -> QueuedCase:
        """Save what DVLA answered with the case, and put the officer's enquiry on record. 1 call.

        Raises: VersionConflict if the case is no longer in the queue or has another vehicle.
        """
        kept = Update(
            self._table,
            case_key(read.permit_id, read.case_id),
            set={"enquiry": enquiry.model_dump(mode="json")},
            condition=Attr("queue").exists() & Attr("vrm").eq(read.vrm),
        )
        row = audit.row(
            self._context.settings.audit_table,
            AuditEvent.VEHICLE_ENQUIRED,
            enquiry.at,
            account_id=read.account_id,
            subject=("permit", read.permit_id),
            officer=officer.sub,
            reason=enquiry.answer,
        )
        try:
            self._tables.transact(kept, row)
        except TransactionCancelled:
            raise VersionConflict(read.case_id) from None
        return read.model_copy(update={"enquiry": enquiry})

    def _claim_write(self, mine: QueuedCase, read: QueuedCase) -> Update:
        claim = mine.model_dump(mode="json", include=set(CLAIM))
        return Update(
            self._table,
            case_key(mine.permit_id, mine.case_id),
            set={name: value for name, value in claim.items() if value is not None},
            remove=[name for name, value in claim.items() if value is None],
            condition=Attr("queue").exists() & _claim_as(read),
        )


def _claim_as(read: QueuedCase) -> Condition:
    if read.claimed_until is None:
        return Attr("claimed_until").not_exists()
    return Attr("claimed_until").eq(to_text(read.claimed_until)) & Attr("claimed_by").eq(read.claimed_by)
