"""Making an application: what it is for, from a quote, an earlier application or the request itself; then one write."""

from datetime import datetime

from permits.model import Permit, PermitWanted, Status, Wanted
from permits.rules.catalogue import catalogue, quoted, type_on_sale
from permits.rules.life import again, applied
from permits.rules.vehicles import checked
from permits.store.permits import Permits
from permits.store.properties import Properties
from permits.store.quotes import Quotes
from portal.charges import Charge
from portal.context import Context
from portal.idempotency import Idempotency
from portal.ids import reference, ulid
from portal.london import today
from portal.problems import NOT_FOUND, Refusal


class Applications:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._permits = Permits.from_context(context)
        self._quotes = Quotes.from_context(context)
        self._properties = Properties.from_context(context)

    @classmethod
    def from_context(cls, context: Context) -> "Applications":
        return cls(context)

    def wanted(self, body: PermitWanted, account_id: str, now: datetime) -> Wanted | Refusal:
        """1 call."""
        if body.quote_id is not None:
            quote = self._quotes.get(body.quote_id, now)
            return quote if isinstance(quote, Refusal) else quote.wanted
        if body.from_permit_id is not None:
            earlier = self._permits.owned_by(account_id, body.from_permit_id)
            return earlier if isinstance(earlier, Refusal) else again(earlier)
        if body.uprn is None or body.permit_type is None or body.months is None:
            return NOT_FOUND
        place = self._properties.in_a_zone(body.uprn)
        if isinstance(place, Refusal):
            return place
        return Wanted(permit_type=body.permit_type, months=body.months, property=place)

    def make(
        self, body: PermitWanted, wanted: Wanted, account_id: str, idempotency: Idempotency, now: datetime
    ) -> Permit | Refusal:
        """The permit, and its payment if it costs anything. 3 calls."""
        on = catalogue()
        price = quoted(on, wanted.permit_type, wanted.months, body.start_date, today(now))
        vrm = checked(body.vrm, confirmed=body.vrm_confirmed)
        if isinstance(price, Refusal):
            return price
        if isinstance(vrm, Refusal):
            return vrm
        draft = Permit(
            permit_id=ulid(now, self._context.randomness),
            reference=reference(self._context.randomness),
            account_id=account_id,
            wanted=wanted,
            vrm=vrm,
            status=Status.AWAITING_PAYMENT,
            price_pence=price,
            start_date=body.start_date,
            valid_from=body.start_date,
            valid_until=body.start_date,
            auto_renew=body.auto_renew,
            tenancy_ends_on=body.tenancy_ends_on,
            terms_version=on.terms_version,
            payment_id=ulid(now, self._context.randomness) if price else None,
            from_permit_id=body.from_permit_id,
            documents=type_on_sale(on, wanted.permit_type).documents,
            created_at=now,
        )
        step = applied(draft, on, now)
        if isinstance(step, Refusal):
            return step
        return self._permits.apply(
            step, _charge(step.permit, on_sale_as=type_on_sale(on, wanted.permit_type).name), idempotency, now
        )


def _charge(permit: Permit, *, on_sale_as: str) -> Charge | None:
    """Held at application, taken at approval."""
    if permit.payment_id is None:
        return None
    return Charge(
        payment_id=permit.payment_id,
        account_id=permit.account_id,
        for_kind="permit",
        for_id=permit.permit_id,
        description=f"{on_sale_as}, {permit.wanted.months} months, reference {permit.reference}",
        amount_pence=permit.price_pence,
        due_date=today(permit.created_at),
        hold=True,
    )
