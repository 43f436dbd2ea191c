"""Places of a property and cover of a vehicle, by day. Source: `permits.md`, "Places"; invariant I13.

Both are short lists of stretches of days; whoever changes one writes it under its version, so that one decides.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from permits.rules.calendar import last_day
from portal.problems import Refusal
from portal.shapes import Frozen

KEPT_AFTER_EXPIRY = timedelta(days=14)
REVIEW_MAY_TAKE = timedelta(days=60)
"""Until it is decided, an application keeps its place for so much longer: approval may move its days."""


class Held(Frozen):
    """A permit's stretch of days, both ends included."""

    permit_id: str
    first: date
    last: date


def shortest_from(first: date, months: int) -> Held:
    """The stretch that an application for so many months holds: what it needs free is more than its first day."""
    last = last_day(first, months) + REVIEW_MAY_TAKE + KEPT_AFTER_EXPIRY
    return Held(permit_id="", first=first, last=last)


def with_place(held: Sequence[Held], new: Held, most: int) -> list[Held] | Refusal:
    """The stretches with the new one among them, if no day then has more than `most`."""
    others = [one for one in held if one.permit_id != new.permit_id]
    days = {new.first, *(one.first for one in others if new.first <= one.first <= new.last)}
    fullest = max(sum(one.first <= day <= one.last for one in others) for day in days)
    if fullest >= most:
        return Refusal("no_place_free", "All permits for this property are taken on some of these days.")
    return [*others, new]


def with_cover(held: Sequence[Held], new: Held) -> list[Held] | Refusal:
    """One live permit per vehicle and zone on any day."""
    covered = with_place(held, new, most=1)
    if isinstance(covered, Refusal):
        return Refusal("vehicle_has_permit", "This vehicle has a permit for this zone on some of these days already.")
    return covered


def without(held: Sequence[Held], permit_id: str) -> list[Held]:
    return [one for one in held if one.permit_id != permit_id]


def current(held: Sequence[Held], today: date) -> list[Held]:
    """What still matters: the past is dropped when the list is next written."""
    return [one for one in held if one.last >= today]
