"""Automatic renewal: announced, made, put off or given up; switched on and off. Pure.

Rules: `docs/rules/permits.md`, "Automatic renewal". The renewal itself is that of `permits.rules.renewing`, with its
payment taken by the holder's agreement.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from permits.model import Permit
from permits.model_auto import agreed
from permits.model_catalogue import Catalogue
from permits.rules import money
from permits.rules.applying import Identity, NewApplication
from permits.rules.catalogue import price, type_on_sale
from permits.rules.last_days import TAKEN_BEFORE, first_day_of_renewal, next_step_at
from permits.rules.renewing import RenewalTerms, renewal
from permits.rules.transitions import Transition
from portal.events.permits import PermitAutoRenewalFailed, PermitAutoRenewalStopped, PermitRenewalAnnounced
from portal.london import today
from portal.problems import FieldError, Refusal, invalid

NOTICE = timedelta(days=7)
"""The least time between the announcement of a price and the day on which it is taken."""
PUT_OFF_BY = timedelta(days=1)


def step(
    permit: Permit,
    newest: Permit | None,
    identity: Identity,
    on: Catalogue,
    now: datetime,
    *,
    withheld: bool = False,
    told: bool = True,
) -> Transition | NewApplication | None:
    """The next step of an automatic renewal, if it is due; else None. `newest`: the renewal that was begun last, if
    there is one. `withheld`: the holder gets no more messages (`docs/rules/notices.md`, N25), so the step is due again
    a day later. `told`: a channel took the last announcement.

    A NewApplication is the renewal itself. It never costs more than announced: if the price has risen, or no
    channel took the announcement, the renewal is announced again.
    """
    due_at, auto = next_step_at(permit), permit.auto
    if auto is None or due_at is None or now < due_at:
        return None
    if today(now) > permit.valid_until:
        return given_up(permit, now)
    if withheld:
        return _put_off(permit, now)
    pence = _price(permit, on, now)
    if pence is None:
        return given_up(permit, now)
    if auto.announced_pence is None or pence > auto.announced_pence or not told:
        return _announced(permit, pence, identity.permit_id, now)
    new = renewal(permit, newest, RenewalTerms(), identity, on, now, automatic=True)
    if isinstance(new, NewApplication):
        return new
    return _put_off(permit, now) if new.code == "renewed_already" else given_up(permit, now)


def given_up(permit: Permit, now: datetime) -> Transition:
    """The permit with automatic renewal ended. Its holder is told, and may renew it by hand."""
    over = Transition(without(permit, now), event=PermitAutoRenewalFailed)
    return over.noted(now, "auto_renewal_failed")


def not_taken(permit: Permit | None, now: datetime) -> Transition | None:
    """`given_up` for a permit whose automatic renewal could not be charged. None if automatic renewal is off."""
    return given_up(permit, now) if permit is not None and permit.auto is not None and permit.auto.on else None


def lapsed(permit: Permit, now: datetime) -> Transition | None:
    """As `money.lapsed`. An automatic renewal that was never issued also loses its own automatic renewal, so that its
    agreement ends; if it has not lost that before, because it could not be charged.
    """
    over = money.lapsed(permit, now)
    ends_agreement = over is not None and permit.unpaid_automatic_renewal and permit.auto_renew and not permit.granted
    return replace(over, permit=without(over.permit, now)) if over is not None and ends_agreement else over


def switched(permit: Permit, now: datetime, *, on: bool, by_officer: bool = False) -> Transition | Refusal | None:
    """The permit with automatic renewal switched on or off; None if nothing changes. Switching it off ends the
    agreement; switching it on again takes effect with the holder's next payment.
    """
    if permit.auto_renew == on:
        return None
    if permit.moved_to is not None:
        return Refusal("not_live", "Another permit takes the place of this one: choose for that.")
    if permit.renewed or not (permit.status.undecided or permit.status.live):
        words = f"Only a permit that runs can renew itself: this one is {permit.status.replace('_', ' ')}."
        return Refusal("not_live", "It is renewed already: choose for the new permit." if permit.renewed else words)
    if not on:
        stopped = Transition(without(permit, now), event=PermitAutoRenewalStopped)
        return stopped.noted(now, "auto_renewal_stopped_by_officer" if by_officer else "auto_renewal_stopped")
    if not permit.price_pence:
        return invalid(FieldError("enabled", "free", "A free permit is not paid for, so it cannot renew itself."))
    return Transition(permit.model_copy(update={"auto": agreed(now)})).noted(now, "auto_renewal_agreed")


def without(permit: Permit, now: datetime) -> Permit:
    """The permit with automatic renewal ended."""
    return _with(permit, ended_at=now)


def _price(permit: Permit, on: Catalogue, now: datetime) -> int | None:
    one = type_on_sale(on, permit.product.permit_type)
    return price(one, permit.product.months, first_day_of_renewal(permit, now)) or None


def _announced(permit: Permit, pence: int, event_id: str, now: datetime) -> Transition:
    """The permit with the price announced, to be taken 7 days before its last day, but at least 7 days from
    now.
    `event_id`: a new id, for the event that announces it.
    """
    day = max(permit.valid_until - TAKEN_BEFORE, today(now) + NOTICE)
    if day > permit.valid_until:
        return given_up(permit, now)
    announced = _with(permit, charge_on=day, announced_pence=pence, announcement=event_id)
    return Transition(announced, event=PermitRenewalAnnounced, event_id=event_id).noted(now, "renewal_announced")


def _put_off(permit: Permit, now: datetime) -> Transition:
    """The permit with its next step a day later."""
    return Transition(_with(permit, charge_on=today(now) + PUT_OFF_BY))


def _with(permit: Permit, **facts: Any) -> Permit:
    """The permit with these fields of its automatic renewal changed."""
    auto = permit.auto.model_copy(update=facts) if permit.auto is not None else None
    return permit.model_copy(update={"auto": auto})
