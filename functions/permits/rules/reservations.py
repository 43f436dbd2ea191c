"""The days that permits reserve: places of their property, and cover of their vehicle. Pure.

Rules: `docs/rules/permits.md`, "Places", "Vehicles"; invariant I13. Each property's places and each vehicle's cover is
a short list of stretches of days, one a permit, kept in one item, which is only written under the version that was
read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from permits.model import Permit
from permits.rules.calendar import last_day
from portal.problems import Refusal
from portal.shapes import Frozen

GRACE = timedelta(days=14)
"""How long after a permit's last day its place stays reserved for a renewal. The vehicle is free on the day after."""
REVIEW_MAY_TAKE = timedelta(days=60)
"""How many days more than it asks for an undecided application reserves, because an approval may move its days."""


class Stretch(Frozen):
    """The days that one permit reserves, `first` and `last` included. `renews`: the permit that it continues; days that
    both reserve count once, because the earlier permit's days of grace are kept for its renewal.
    """

    permit_id: str
    renews: str | None = None
    first: date
    last: date


@dataclass(frozen=True)
class Reservation:
    """The days that one permit reserves: a `place` at its property, and `cover` for its vehicle in the zone."""

    place: Stretch
    cover: Stretch


def while_undecided(permit: Permit) -> Reservation:
    """The reservation of an application, from the first day asked for and `REVIEW_MAY_TAKE` longer, so that an approval
    can move the days.
    """
    last = last_day(permit.start_date, permit.product.months) + REVIEW_MAY_TAKE
    return _reservation(permit.permit_id, permit.start_date, last, permit.renews)


def when_valid(permit: Permit) -> Reservation:
    """The reservation of an approved permit: the days that it covers, and for its place the days of grace."""
    return _reservation(permit.permit_id, permit.valid_from, permit.valid_until, permit.renews)


def place_for_new_application(first: date, months: int) -> Stretch:
    """The days for which a new application of so many months from `first` would reserve a place."""
    return _reservation("", first, last_day(first, months) + REVIEW_MAY_TAKE).place


def _reservation(permit_id: str, first: date, last: date, renews: str | None = None) -> Reservation:
    place = Stretch(permit_id=permit_id, renews=renews, first=first, last=last + GRACE)
    return Reservation(place=place, cover=Stretch(permit_id=permit_id, renews=renews, first=first, last=last))


def with_place(reserved: Sequence[Stretch], new: Stretch, most: int) -> list[Stretch] | Refusal:
    """The stretches with `new` in place of its permit's earlier one; a Refusal if some day would then have more than
    `most`.
    """
    others = without(reserved, new.permit_id)
    if _fullest(others, new) >= most:
        return Refusal("no_place_free", "All permits for this property are taken on some of these days.")
    return [*others, new]


def with_cover(reserved: Sequence[Stretch], new: Stretch) -> list[Stretch] | Refusal:
    """The stretches of a vehicle's cover with `new`; a Refusal if some day has a permit already."""
    others = without(reserved, new.permit_id)
    if _fullest(others, new) >= 1:
        return Refusal("vehicle_has_permit", "This vehicle has a permit for this zone on some of these days already.")
    return [*others, new]


def without(reserved: Sequence[Stretch], permit_id: str) -> list[Stretch]:
    """The stretches of all permits but this one."""
    return [one for one in reserved if one.permit_id != permit_id]


def current(reserved: Sequence[Stretch], today: date) -> list[Stretch]:
    """The stretches that have not ended by today; the list is written without the others."""
    return [one for one in reserved if one.last >= today]


def _fullest(others: Sequence[Stretch], new: Stretch) -> int:
    """The greatest number of other permits that reserve one same day of the new stretch. Only the first days of
    stretches are counted, because the number rises on no other day.

    A permit does not count on days that it shares with its renewal.
    """
    days = {new.first, *(one.first for one in others if new.first <= one.first <= new.last)}
    return max(_on(day, others, new) for day in days)


def _on(day: date, others: Sequence[Stretch], new: Stretch) -> int:
    there = [one for one in others if one.first <= day <= one.last]
    renewed = {one.renews for one in (*there, new)} - {None}
    return sum(one.permit_id not in renewed and one.renews != new.permit_id for one in there)
