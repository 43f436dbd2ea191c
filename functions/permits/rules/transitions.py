"""What a rule decides about a permit: the permit as it is to be, and all that follows from it. Pure."""

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
    """`AS_BEFORE`: the permit's reservation stays as it is. `FREED`: its place and its vehicle are free."""

    AS_BEFORE = auto()
    FREED = auto()


class Unpaid(Enum):
    """Whether the application is the one that its account has still to pay for or send documents for.

    `WAITING`: from now on. `CLEARED`: not any more. `AS_BEFORE`: nothing changes.
    """

    AS_BEFORE = auto()
    WAITING = auto()
    CLEARED = auto()


class Due(NamedTuple):
    """What has to be done about a permit next, and when."""

    kind: DueKind
    at: datetime


class Following(NamedTuple):
    """The renewal of a permit, as read and as it is to be with the change; the days that it reserves, if any."""

    read: Permit
    permit: Permit
    reservation: Reservation | None


@dataclass(frozen=True)
class Transition:
    """A permit as it is to be.

    `reservation`: the days that it reserves from now on, or what else becomes of its reservation. `unpaid`: what
    becomes of the mark that its account has an unpaid application. `event`: what the other domains are told of the
    permit; `change_event`: of its change `change_id`. `waited`: an officer decided what had waited since then.
    `following`: the permit's renewal, which is changed with it.
    """

    permit: Permit
    reservation: Reservation | Reserved = Reserved.AS_BEFORE
    unpaid: Unpaid = Unpaid.AS_BEFORE
    event: type[PermitEvent] | None = None
    change_event: type[PermitChangeEvent] | None = None
    change_id: str | None = None
    waited: Waited | None = None
    following: Following | None = None

    @property
    def due(self) -> Due | None:
        """What becomes due next."""
        return next_due(self.permit)

    def noted(self, now: datetime, what: str, text: str | None = None) -> "Transition":
        """The transition with an entry in the permit's timeline."""
        entry = TimelineEntry(at=now, what=what, text=text, version=self.permit.version + 1)
        permit = self.permit.model_copy(update={"timeline": [*self.permit.timeline, entry]})
        return replace(self, permit=permit)


def next_due(permit: Permit) -> Due | None:
    """The earliest of all that waits for its time. A new kind of deadline is one more line here and a job."""
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
