"""What a rule decides about a permit: its new state, and all that follows from it. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from typing import Literal, NamedTuple

from permits.model import Permit, TimelineEntry
from permits.rules.last_days import expires_at, next_reminder, next_step_at
from permits.rules.questions import change_chase_at, chase_at
from permits.rules.reservations import Reservation
from portal.events.permit_changes import PermitChangeEvent
from portal.events.permits import PermitEvent
from portal.waits import Waited

type DueKind = Literal["lapse", "capture", "chase", "remind", "renew", "expire"]


class Reserved(Enum):
    """What becomes of a permit's reservation. `AS_BEFORE`: it stays as it is. `FREED`: place and vehicle are free."""

    AS_BEFORE = auto()
    FREED = auto()


class Unpaid(Enum):
    """How the account's list of unpaid or incomplete applications (its mark) changes.

    `WAITING`: this application is added. `CLEARED`: it is removed. `AS_BEFORE`: nothing changes.
    """

    AS_BEFORE = auto()
    WAITING = auto()
    CLEARED = auto()


class Due(NamedTuple):
    """The next thing to be done about a permit, and when."""

    kind: DueKind
    at: datetime


class Following(NamedTuple):
    """The renewal that is saved together with its permit. `read`: as it was read; `permit`: as it is to be saved.
    `reservation`: its new days; None if it reserves none.
    """

    read: Permit
    permit: Permit
    reservation: Reservation | None


@dataclass(frozen=True)
class Transition:
    """A permit as it is to be saved, and what is written with it.

    `reservation`: the days that it reserves from now on, or what becomes of its reservation. `unpaid`: what becomes of
    the account's mark of unpaid applications. `event`: what other domains are told about the permit; `event_id`: its
    id, where the permit remembers it. `change_event`: what they are told about its change `change_id`. `waited`: the
    wait in the officers' queue that this decision ends. `following`: the permit's renewal, which is changed too.
    """

    permit: Permit
    reservation: Reservation | Reserved = Reserved.AS_BEFORE
    unpaid: Unpaid = Unpaid.AS_BEFORE
    event: type[PermitEvent] | None = None
    event_id: str | None = None
    change_event: type[PermitChangeEvent] | None = None
    change_id: str | None = None
    waited: Waited | None = None
    following: Following | None = None

    @property
    def due(self) -> Due | None:
        """The next thing to be done about the permit; None if nothing is."""
        return next_due(self.permit)

    def noted(self, now: datetime, what: str, text: str | None = None) -> "Transition":
        """The transition with an entry added to the permit's timeline."""
        entry = TimelineEntry(at=now, what=what, text=text, version=self.permit.version + 1)
        permit = self.permit.model_copy(update={"timeline": [*self.permit.timeline, entry]})
        return replace(self, permit=permit)


def next_due(permit: Permit) -> Due | None:
    """The earliest deadline of the permit and its changes; None if there is none. A new kind of deadline needs a line
    here and a job.
    """
    reminder = next_reminder(permit)
    waiting: list[tuple[DueKind, datetime | None]] = [
        ("lapse", permit.lapses_at),
        ("capture", permit.capture_at),
        ("chase", chase_at(permit)),
        ("remind", reminder[1] if reminder else None),
        ("renew", next_step_at(permit)),
        ("expire", expires_at(permit)),
    ]
    for one in permit.changes:
        waiting += [("lapse", one.lapses_at), ("capture", one.capture_at), ("chase", change_chase_at(one))]
    return min((Due(kind, at) for kind, at in waiting if at is not None), key=lambda due: due.at, default=None)
