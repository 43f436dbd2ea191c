"""Which days a permit reserves: of the places of its property and of the cover of its vehicle. Pure.

Rules: `docs/rules/permits.md`, "Places", "Vehicles"; invariant I13. Each of the two is a short list of stretches
of days, one stretch a permit, kept in one item; whoever changes the list writes it under the version that was read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from permits.model import Permit
from permits.rules.calendar import last_day
from portal.problems import Refusal
from portal.shapes import Frozen

GRACE = timedelta(days=14)
"""So long after its last day a permit's place waits for its holder to renew. The vehicle is free on the day after."""
REVIEW_MAY_TAKE = timedelta(days=60)
"""An undecided application reserves so many days more than it asks for, since an approval may move its days."""


class Stretch(Frozen):
    """The days that one permit reserves, `first` and `last` included. `renews`: the permit that it goes on from: on the
    days that both reserve they are one, since the days of grace of the one are there for the other.
    """

    permit_id: str
    renews: str | None = None
    first: date
    last: date


@dataclass(frozen=True)
class Reservation:
    """What one permit reserves: `place` at its property, `cover` for its vehicle in the zone."""

    place: Stretch
    cover: Stretch


def while_undecided(permit: Permit) -> Reservation:
    """For an application: from the first day asked for, with room for an approval that moves the days."""
    last = last_day(permit.start_date, permit.product.months) + REVIEW_MAY_TAKE
    return _reservation(permit.permit_id, permit.start_date, last, permit.renews)


def when_valid(permit: Permit) -> Reservation:
    """For a permit that was approved: the days that it covers."""
    return _reservation(permit.permit_id, permit.valid_from, permit.valid_until, permit.renews)


def place_for_new_application(first: date, months: int) -> Stretch:
    """The days of a place that a new application for so many months would reserve from that day on."""
    return _reservation("", first, last_day(first, months) + REVIEW_MAY_TAKE).place


def _reservation(permit_id: str, first: date, last: date, renews: str | None = None) -> Reservation:
    place = Stretch(permit_id=permit_id, renews=renews, first=first, last=last + GRACE)
    return Reservation(place=place, cover=Stretch(permit_id=permit_id, renews=renews, first=first, last=last))


def with_place(reserved: Sequence[Stretch], new: Stretch, most: int) -> list[Stretch] | Refusal:
    """The stretches of a property with the new one for its permit; refused if some day then has more than `most`."""
    others = without(reserved, new.permit_id)
    if _fullest(others, new) >= most:
        return Refusal("no_place_free", "All permits for this property are taken on some of these days.")
    return [*others, new]


def with_cover(reserved: Sequence[Stretch], new: Stretch) -> list[Stretch] | Refusal:
    """The stretches of a vehicle in a zone with the new one for its permit; refused if it has another on some day."""
    others = without(reserved, new.permit_id)
    if _fullest(others, new) >= 1:
        return Refusal("vehicle_has_permit", "This vehicle has a permit for this zone on some of these days already.")
    return [*others, new]


def without(reserved: Sequence[Stretch], permit_id: str) -> list[Stretch]:
    """The stretches of all other permits."""
    return [one for one in reserved if one.permit_id != permit_id]


def current(reserved: Sequence[Stretch], today: date) -> list[Stretch]:
    """The stretches that are not over: the others are dropped when the list is next written."""
    return [one for one in reserved if one.last >= today]


def _fullest(others: Sequence[Stretch], new: Stretch) -> int:
    """How many of the others reserve the fullest day of the new stretch. That is its first day, or another's first.

    Of a permit and its renewal the one that is renewed does not count on a day that both reserve.
    """
    days = {new.first, *(one.first for one in others if new.first <= one.first <= new.last)}
    return max(_on(day, others, new) for day in days)


def _on(day: date, others: Sequence[Stretch], new: Stretch) -> int:
    there = [one for one in others if one.first <= day <= one.last]
    renewed = {one.renews for one in (*there, new)} - {None}
    return sum(one.permit_id not in renewed and one.renews != new.permit_id for one in there)
