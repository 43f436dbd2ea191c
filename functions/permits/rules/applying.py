"""A new application: its price, whether it may be made, and its first state. Pure.

Rules: `docs/rules/permits.md`, "Catalogue", "Tenancies", "Life of a permit".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from permits.model import Permit, PermitApplication, Product, Status
from permits.model_auto import agreed
from permits.model_catalogue import Catalogue, TypeOnSale
from permits.rules.calendar import last_day
from permits.rules.catalogue import price, quoted, type_on_sale
from permits.rules.last_days import last_day_of
from permits.rules.money import UNPAID_FOR, queued
from permits.rules.moving import may_move, to_be_shown
from permits.rules.reservations import while_undecided
from permits.rules.transitions import Transition, Unpaid
from permits.rules.vehicles import checked
from portal.events.permits import PermitApplied, PermitInReview
from portal.london import today
from portal.payment import Charge
from portal.problems import FieldError, Refusal, invalid


@dataclass(frozen=True)
class Identity:
    """The ids and the reference for a new application and its payment."""

    permit_id: str
    reference: str
    payment_id: str


@dataclass(frozen=True)
class NewApplication:
    """A new application. `charge`: the payment that is due for it; None if it is free."""

    transition: Transition
    charge: Charge | None


def applied(
    body: PermitApplication,
    product: Product,
    account_id: str,
    identity: Identity,
    on: Catalogue,
    now: datetime,
    carried: Sequence[str] = (),
    *,
    moves_from: Permit | None = None,
) -> NewApplication | Refusal:
    """The application that this request makes. It reserves a place from its first day until it is decided.

    `carried`: the kinds of document taken over, clean, from an earlier application. `moves_from`: the permit that the
    new one is to replace.
    """
    one = type_on_sale(on, product.permit_type)
    pence = quoted(on, product.permit_type, product.months, body.start_date, today(now))
    if isinstance(pence, Refusal):
        return pence
    vrm = checked(body.vrm, confirmed=body.vrm_confirmed)
    if isinstance(vrm, Refusal):
        return vrm
    refused = tenancy_refused(one, product.months, body.start_date, body.tenancy_ends_on)
    if refused is not None:
        return refused
    if body.auto_renew and not pence:
        words = "A free permit is not paid for, so it cannot renew itself: leave this out."
        return invalid(FieldError("auto_renew", "free", words))
    refused = may_move(moves_from, product.property) if moves_from is not None else None
    if refused is not None:
        return refused
    documents = to_be_shown(one.documents) if moves_from is not None else one.documents
    draft = Permit(
        permit_id=identity.permit_id,
        reference=identity.reference,
        account_id=account_id,
        product=product,
        vrm=vrm,
        status=Status.AWAITING_PAYMENT if pence else Status.IN_REVIEW,
        price_pence=pence,
        start_date=body.start_date,
        valid_from=body.start_date,
        valid_until=body.start_date,
        auto=agreed(now, identity.payment_id) if body.auto_renew else None,
        tenancy_ends_on=body.tenancy_ends_on,
        terms_version=on.terms_version,
        payment_id=identity.payment_id if pence else None,
        from_permit_id=body.from_permit_id,
        moves_from=moves_from.permit_id if moves_from is not None else None,
        documents=documents,
        all_clean=set(documents) <= set(carried),
        money="due" if pence else "none",
        created_at=now,
        version=0,
    )
    return NewApplication(_begun(draft, now), charge(draft, one, hold=True) if pence else None)


def _begun(draft: Permit, now: datetime) -> Transition:
    """The application's first state: it waits for its payment and documents; a free one with all its documents is
    queued.
    """
    permit = draft.model_copy(update={"valid_until": last_day_of(draft, draft.start_date)})
    if permit.money == "none" and permit.all_clean:
        begun = Transition(queued(permit, now), while_undecided(permit), event=PermitInReview)
    else:
        waiting = permit.model_copy(update={"lapses_at": now + UNPAID_FOR})
        begun = Transition(waiting, while_undecided(permit), Unpaid.WAITING, PermitApplied)
    return begun.noted(now, "applied")


def tenancy_refused(one: TypeOnSale, months: int, first: date, ends_on: date | None) -> Refusal | None:
    """Why this type cannot be sold for so many months of this tenancy; None if it can."""
    if not one.needs_tenancy_end:
        words = "This permit does not end with a tenancy: leave the day out."
        return invalid(FieldError("tenancy_ends_on", "not_needed", words)) if ends_on else None
    if ends_on is None:
        return invalid(FieldError("tenancy_ends_on", "missing", "Enter the day on which your tenancy ends."))
    if ends_on < first:
        words = "The tenancy has to run on the permit's first day."
        return invalid(FieldError("tenancy_ends_on", "tenancy_over", words))
    longest = one.longest_tenancy_months
    if longest is not None and ends_on > last_day(first, longest):
        words = f"This permit is for tenancies of up to {longest} months: you need a Resident permit."
        return invalid(FieldError("tenancy_ends_on", "tenancy_too_long", words))
    return _longer_than_tenancy(one, months, first, ends_on)


def _longer_than_tenancy(one: TypeOnSale, months: int, first: date, ends_on: date) -> Refusal | None:
    """Refuse more months than the tenancy needs, and offer the shortest duration on sale that covers the rest of it."""
    on_sale = sorted(duration.months for duration in one.durations if duration.months < months)
    enough = next((shorter for shorter in on_sale if last_day(first, shorter) >= ends_on), None)
    pence = price(one, enough, first) if enough is not None else None
    if pence is None:
        return None
    words = f"Your tenancy ends before {months} months are over: a permit for {enough} months is enough."
    offer = {"months": enough, "price_pence": pence}
    return invalid(FieldError("months", "longer_than_tenancy", words), offer=offer)


def charge(permit: Permit, one: TypeOnSale, *, hold: bool, taken_by: str | None = None) -> Charge:
    """The payment due for the permit. `hold`: authorised now and taken at approval. `taken_by`: see `Charge`."""
    return Charge(
        payment_id=permit.payment_id or "",
        account_id=permit.account_id,
        for_kind="permit",
        for_id=permit.permit_id,
        description=f"{one.name}, {permit.product.months} months, reference {permit.reference}",
        amount_pence=permit.price_pence,
        due_date=today(permit.created_at),
        hold=hold,
        set_up_agreement=permit.auto is not None and permit.auto.agreement == permit.payment_id,
        taken_by=taken_by,
    )
