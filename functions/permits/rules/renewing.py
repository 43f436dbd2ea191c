"""A renewal: a new permit that continues another, for the same vehicle and property. Pure.

Rules: `docs/rules/permits.md`, "Renewal". There is no review, so a renewal is active as soon as it is paid for.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from permits.model import Permit, Status
from permits.model_auto import AutoRenewal
from permits.model_catalogue import Catalogue, TypeOnSale
from permits.rules.applying import Identity, NewApplication, charge, tenancy_refused
from permits.rules.catalogue import price, type_on_sale
from permits.rules.last_days import first_day_of_renewal, last_day_of, may_renew
from permits.rules.money import UNPAID_FOR
from permits.rules.reservations import when_valid, while_undecided
from permits.rules.transitions import Transition
from portal.events.permits import PermitActivated
from portal.problems import FieldError, Refusal, invalid

TAKEN_WITHIN = timedelta(days=7)
"""How long an automatic renewal waits for its payment, with its place reserved."""


class RenewalTerms(NamedTuple):
    """What a holder may choose anew when renewing; None: as before."""

    months: int | None = None
    tenancy_ends_on: date | None = None


def renewal(
    permit: Permit,
    newest: Permit | None,
    wanted: RenewalTerms,
    identity: Identity,
    on: Catalogue,
    now: datetime,
    *,
    automatic: bool = False,
) -> NewApplication | Refusal:
    """The permit that continues this one. `newest`: the renewal that was begun last, if there is one.

    `automatic`: its payment is taken by the holder's agreement. Otherwise the holder pays, and that payment sets up an
    agreement if automatic renewal is on and there is none yet.
    """
    refused = may_renew(permit, now) or _renewed_already(newest)
    if refused is not None:
        return refused
    one, first = type_on_sale(on, permit.product.permit_type), first_day_of_renewal(permit, now)
    months = wanted.months or permit.product.months
    pence = price(one, months, first)
    if pence is None:
        return invalid(FieldError("months", "not_sold", f"This permit is not sold for {months} months."))
    tenancy = _tenancy(permit, one, wanted, months, first)
    if isinstance(tenancy, Refusal):
        return tenancy
    draft = permit.model_copy(
        update={
            "permit_id": identity.permit_id,
            "reference": identity.reference,
            "product": permit.product.model_copy(update={"months": months}),
            "status": Status.AWAITING_PAYMENT if pence else Status.ACTIVE,
            "price_pence": pence,
            "start_date": first,
            "valid_from": first,
            "tenancy_ends_on": tenancy,
            "auto": _auto(permit, identity, automatic=automatic) if pence else None,
            "terms_version": on.terms_version,
            "payment_id": identity.payment_id if pence else None,
            "from_permit_id": None,
            "renews": permit.permit_id,
            "renewal": None,
            "renewed": False,
            "reminded": None,
            "granted": not pence,
            "payment_version": 0,
            "documents": [],
            "all_clean": True,
            "scanned": {},
            "money": "due" if pence else "none",
            "reason": None,
            "created_at": now,
            "lapses_at": now + (TAKEN_WITHIN if automatic else UNPAID_FOR) if pence else None,
            "timeline": [],
            "changes": [],
            "version": 0,
        }
    )
    new = draft.model_copy(update={"valid_until": last_day_of(draft, first)})
    if pence:
        begun = Transition(new, while_undecided(new)).noted(now, "renewal_begun")
        taken_by = new.auto.agreement if automatic and new.auto else None
        return NewApplication(begun, charge(new, one, hold=False, taken_by=taken_by))
    return NewApplication(Transition(new, when_valid(new), event=PermitActivated).noted(now, "active"), None)


def begun(permit: Permit, new: Permit, *, automatic: bool = False) -> Permit:
    """The permit that is renewed, with the id of its newest renewal. A free renewal counts as paid for."""
    renewed = permit.model_copy(update={"renewal": new.permit_id, "renewed": new.status is Status.ACTIVE})
    if not automatic or renewed.auto is None:
        return renewed
    return renewed.model_copy(update={"auto": renewed.auto.model_copy(update={"begun": True})})


def _auto(permit: Permit, identity: Identity, *, automatic: bool) -> AutoRenewal | None:
    """The renewal's own automatic renewal, as the permit's. Its payment sets up the agreement if there is none yet."""
    auto = permit.auto
    if auto is None or not auto.on:
        return None
    agreement = auto.agreement or identity.payment_id
    return AutoRenewal(consented_at=auto.consented_at, consent=auto.consent, agreement=agreement, itself=automatic)


def _renewed_already(newest: Permit | None) -> Refusal | None:
    """A Refusal if a renewal stands in the way of another. One that was unsuccessful or cancelled does not."""
    if newest is None or newest.status.unsuccessful or newest.status is Status.CANCELLED:
        return None
    words = "You have begun to renew this permit: finish that." if newest.status.undecided else "It is renewed already."
    return Refusal("renewed_already", words, more={"permit_id": newest.permit_id})


def _tenancy(permit: Permit, one: TypeOnSale, wanted: RenewalTerms, months: int, first: date) -> date | Refusal | None:
    """The day on which the tenancy ends, None if that does not matter. A Refusal for a later day than the agreement
    that we have seen: that needs a new application.
    """
    ends_on, seen = wanted.tenancy_ends_on or permit.tenancy_ends_on, permit.tenancy_ends_on
    if seen is not None and ends_on is not None and ends_on > seen:
        words = "We have not seen the agreement of this tenancy. Apply for a new permit and upload it."
        return invalid(FieldError("tenancy_ends_on", "agreement_needed", words))
    return tenancy_refused(one, months, first, ends_on) or ends_on
