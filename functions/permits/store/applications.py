"""New applications: what they are based on, and the transaction that creates one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from permits.model import Permit, PermitApplication, Product
from permits.rules.applying import Identity, NewApplication
from permits.rules.renewing import begun
from permits.rules.review import product_to_apply_for_again
from permits.rules.transitions import Unpaid
from permits.store.attempts import count_application
from permits.store.items import permit_writes, unpaid_mark
from permits.store.permits import Permits
from permits.store.properties import Properties
from permits.store.quotes import Quotes
from portal import charges, evidence
from portal.context import Context
from portal.document import Document
from portal.evidence import Documents
from portal.idempotency import Idempotency
from portal.ids import reference, ulid
from portal.obligations import require_open_account
from portal.problems import NOT_FOUND, Refusal
from portal.table import Tables, TransactionCancelled, VersionConflict, Write


@dataclass(frozen=True)
class Basis:
    """What an application is based on. `carried`: the clean documents of the earlier application that it repeats;
    `moves_from`: the id of the permit that the earlier application was to replace.
    """

    product: Product
    carried: Sequence[Document] = ()
    moves_from: str | None = None

    @property
    def carried_kinds(self) -> Sequence[str]:
        return [document.kind for document in self.carried]


class Applications:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.permits_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._permits = Permits.from_context(context)
        self._quotes = Quotes.from_context(context)
        self._documents = Documents.from_context(context)

    @classmethod
    def from_context(cls, context: Context) -> "Applications":
        return cls(context)

    def repeated(self, idempotency: Idempotency) -> Permit | Refusal | None:
        """The application that this same request made before; None if it is new. 1 call, 2 if it is not."""
        return self._permits.repeated(idempotency)

    def basis(self, body: PermitApplication, account_id: str, now: datetime) -> Basis | Refusal:
        """The product of the quote, earlier application or property in the request, or the Refusal. 1 or 2 calls."""
        if body.quote_id is not None:
            quote = self._quotes.get(body.quote_id, now)
            return quote if isinstance(quote, Refusal) else Basis(quote.product)
        if body.from_permit_id is not None:
            return self._earlier(account_id, body.from_permit_id)
        if body.uprn is None or body.permit_type is None or body.months is None:
            return NOT_FOUND
        place = Properties.from_context(self._context).in_a_zone(body.uprn)
        if isinstance(place, Refusal):
            return place
        return Basis(Product(permit_type=body.permit_type, months=body.months, property=place))

    def _earlier(self, account_id: str, permit_id: str) -> Basis | Refusal:
        earlier = self._permits.owned_by(account_id, permit_id)
        if isinstance(earlier, Refusal):
            return earlier
        product = product_to_apply_for_again(earlier)
        if isinstance(product, Refusal):
            return product
        return Basis(product, self._documents.clean("permit", permit_id), earlier.moves_from)

    def new_identity(self, now: datetime) -> Identity:
        random = self._context.randomness
        return Identity(ulid(now, random), reference(random), ulid(now, random))

    def renew(self, read: Permit, new: NewApplication, idempotency: Idempotency, now: datetime) -> Permit | Refusal:
        """Create the renewal and link the permit to it in one transaction, so that of two requests at once only one
        succeeds. 3 calls.

        Raises: VersionConflict.
        """
        return self.make(new, (), idempotency, now, *self._permits.writes(begun(read, new.transition.permit), read))

    def renew_itself(self, read: Permit, new: NewApplication, now: datetime) -> Permit | Refusal:
        """Create an automatic renewal, once: the renewed permit is written only if unchanged since it was read. 2
        calls.

        Raises: VersionConflict.
        """
        permit = new.transition.permit.model_copy(update={"version": 1})
        reserved = self._permits.reservation_writes(new.transition, now)
        if isinstance(reserved, Refusal):
            return reserved
        renewed = self._permits.writes(begun(read, permit, automatic=True), read)
        account = require_open_account(self._settings.accounts_table, permit.account_id)
        try:
            self._tables.transact(*self._writes(new, permit, (), now), *reserved, *renewed, account)
        except TransactionCancelled:
            raise VersionConflict(read.permit_id) from None
        return permit

    def make(
        self,
        new: NewApplication,
        carried: Sequence[Document],
        idempotency: Idempotency,
        now: datetime,
        *more: Write,
    ) -> Permit | Refusal:
        """Create the application with its place, cover, payment and document list in one transaction. 3 calls.

        The same request again returns the same application. The number per account and day is limited, because a
        refusal reveals that a vehicle has a permit in this zone. Raises: VersionConflict.
        """
        permit = new.transition.permit.model_copy(update={"version": 1})
        too_many = count_application(self._context, self._tables, permit.account_id, now)
        if too_many is not None:
            return too_many
        reserved = self._permits.reservation_writes(new.transition, now)
        if isinstance(reserved, Refusal):
            # The same request may have been sent twice at once, so that the other one took the place.
            return self.repeated(idempotency) or reserved
        named: dict[str, Write] = {
            "idempotency": idempotency.record(self._table, permit.permit_id),
            "account": require_open_account(self._settings.accounts_table, permit.account_id),
        }
        if new.transition.unpaid is Unpaid.WAITING:
            named["unpaid"] = unpaid_mark(self._table, permit)
        try:
            self._tables.transact(*self._writes(new, permit, carried, now), *reserved, *more, **named)
        except TransactionCancelled as cancelled:
            return self._why_not(cancelled, permit, idempotency)
        return permit

    def _writes(self, new: NewApplication, permit: Permit, carried: Sequence[Document], now: datetime) -> list[Write]:
        table = self._settings.evidence_table
        copies = evidence.copies(carried, permit.permit_id, now, self._context.randomness)
        writes: list[Write] = [
            *permit_writes(self._table, None, permit),
            evidence.needed(table, "permit", permit.permit_id, permit.account_id, permit.documents, files=len(copies)),
            *(evidence.copy_write(table, copy) for copy in copies),
            *self._permits.event_writes(new.transition, permit, now),
        ]
        if new.charge is not None:
            writes.append(charges.due(new.charge, self._settings.payments_table, now))
        return writes

    def _why_not(self, cancelled: TransactionCancelled, permit: Permit, idempotency: Idempotency) -> Permit | Refusal:
        if cancelled.failed("idempotency"):
            return self._permits.earlier(idempotency, cancelled.found("idempotency"))
        if cancelled.failed("unpaid"):
            return Refusal("unpaid_application", "Finish or withdraw your other application first.")
        if cancelled.failed("account"):
            return Refusal("sign_in_required", "This account has been closed, so nothing was applied for.")
        raise VersionConflict(permit.permit_id)
