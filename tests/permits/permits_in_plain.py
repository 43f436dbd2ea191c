"""Permits as `machine_of_permits` has them: a table, an outbox and payments in plain Python, and what is always so."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant

from payments.rules.decisions import ENDS_AGREEMENT
from permits.model import Permit, Status
from permits.model_changes import Property
from permits.rules import moving
from permits.rules.applying import Identity, NewApplication
from permits.rules.cases import cases_of
from permits.rules.catalogue import catalogue, places_per_property
from permits.rules.reservations import Reservation, Stretch, with_cover, with_place, without
from permits.rules.transitions import Reserved, Transition, Unpaid, next_due
from portal.problems import Refusal
from tests.permits.made import A_PROPERTY, NOW

THERE = Property(uprn="990000001005", address=A_PROPERTY.address, zone="Z4")


@dataclass
class Payment:
    """`state`: due, held, taken, back (released or refunded) or over. `begun`: its payer is on Pay's page.
    `over`: the event that ended it. `version`: raised by each news of it.
    """

    about: tuple[str, str]
    hold: bool
    state: str = "due"
    begun: bool = False
    over: str = ""
    version: int = 0


class World(RuleBasedStateMachine):
    """What there is, what writes it, and what is always so of it."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOW
        self.ids = 0
        self.permits: dict[str, Permit] = {}
        self.reserved: dict[tuple[str, ...], list[Stretch]] = {}
        self.unpaid: set[str] = set()
        self.payments: dict[str, Payment] = {}
        self.news: list[tuple[str, str, int]] = []
        """Of the payments to the permits: an event, the payment's id, and its version then."""
        self.told: list[tuple[str, str]] = []
        """Of the permits to the payments."""
        self.mails: Counter[tuple[str, str, str]] = Counter()

    # ------------------------------------------------------------------------------------------------------ parts
    def _id(self) -> str:
        self.ids += 1
        return f"01M7ZM7Q80MPJF01XBR{self.ids:07}"

    def _happened(self, event: str, payment_id: str) -> None:
        payment = self.payments[payment_id]
        payment.version += 1
        self.news.append((event, payment_id, payment.version))

    def _identity(self) -> Identity:
        return Identity(self._id(), f"REF{self.ids:05}", self._id())

    def _find(self, which: int, *statuses: Status) -> Permit | None:
        found = [one for one in self.permits.values() if not statuses or one.status in statuses]
        return found[which % len(found)] if found else None

    def _keys(self, permit: Permit) -> tuple[tuple[str, ...], tuple[str, ...]]:
        place = permit.product.property
        return ("place", place.uprn, place.zone), ("cover", place.zone, permit.vrm)

    def _save(self, transition: Transition | Refusal | None, *more: Permit) -> bool:
        """What `permits.store` does in one transaction; False where it is refused."""
        if transition is None or isinstance(transition, Refusal):
            return False
        written = [(transition.permit, transition.reservation)]
        if transition.following is not None:
            one = transition.following
            written.append((one.permit, one.reservation or Reserved.AS_BEFORE))
        whole = self._reserved(written)
        if whole is None:
            return False
        self.reserved = whole
        for permit in (*(one for one, _ in written), *more):
            self.permits[permit.permit_id] = permit.model_copy(update={"version": permit.version + 1})
        permit = transition.permit
        if transition.unpaid is Unpaid.WAITING:
            self.unpaid.add(permit.permit_id)
        if transition.unpaid is Unpaid.CLEARED:
            self.unpaid.discard(permit.permit_id)
        self._tell(transition)
        return True

    def _reserved(self, written: list[tuple[Permit, Any]]) -> dict[tuple[str, ...], list[Stretch]] | None:
        """What all reserve then; None where it is taken."""
        whole, changed = dict(self.reserved), [one for one in written if one[1] is not Reserved.AS_BEFORE]
        for permit, _ in changed:
            whole = {key: without(there, permit.permit_id) for key, there in whole.items()}
        for permit, reservation in changed:
            if not isinstance(reservation, Reservation):
                continue
            at, of = self._keys(permit)
            most = places_per_property(catalogue(), permit.product.property.zone)
            places = with_place(whole.get(at, []), reservation.place, most)
            covers = with_cover(whole.get(of, []), reservation.cover)
            if isinstance(places, Refusal) or isinstance(covers, Refusal):
                return None
            whole |= {at: places, of: covers}
        return whole

    def _tell(self, transition: Transition) -> None:
        permit, event = transition.permit, transition.event
        if event is not None:
            about = str(permit.reminded) if event.__name__ in {"PermitEnding", "PermitEnded"} else ""
            self.mails[permit.permit_id, event.__name__, about] += bool(about)
            if permit.payment_id and event.__name__ not in ENDS_AGREEMENT:
                self.told.append((event.__name__, permit.payment_id))
        change = permit.change(transition.change_id) if transition.change_id else None
        if transition.change_event is not None and change is not None and change.payment_id:
            self.told.append((transition.change_event.__name__, change.payment_id))

    def _made(self, new: NewApplication | Refusal, *more: Permit) -> bool:
        if isinstance(new, Refusal) or not self._save(new.transition, *more):
            return False
        if new.charge is not None:
            self.payments[new.charge.payment_id] = Payment(("permit", new.charge.for_id), new.charge.hold)
        return True

    def _left(self, new: Permit) -> list[Permit]:
        if new.moves_from is None or new.status is not Status.ACTIVE:
            return []
        left = self.permits[new.moves_from]
        both = [left, self.permits[left.renewal]] if left.renewal and left.renewed else [left]
        return [one for one in (moving.replaced(one, new, self.now) for one in both) if one is not None]

    # -------------------------------------------------------------------------------------------- what is always so
    @invariant()
    def active_is_paid_for(self) -> None:
        for permit in self.permits.values():
            if permit.status is Status.ACTIVE:
                assert permit.money == ("taken" if permit.price_pence else "none"), permit

    @invariant()
    def each_reserves_what_it_is_for_and_nothing_else(self) -> None:
        for permit in self.permits.values():
            there = {
                key
                for key, stretches in self.reserved.items()
                for one in stretches
                if one.permit_id == permit.permit_id
            }
            over = permit.status.unsuccessful or permit.status in {Status.CANCELLED, Status.REPLACED}
            assert there == (set() if over else set(self._keys(permit))), (permit.status, there)

    @invariant()
    def no_vehicle_is_covered_twice_and_no_property_is_fuller_than_full(self) -> None:
        counts: Counter[tuple[str, ...]] = Counter()
        live = [one for one in self.permits.values() if one.status is Status.ACTIVE]
        for permit in live:
            for day in {one.valid_from for one in live}:
                if permit.valid_from <= day <= permit.valid_until:
                    counts[(*self._keys(permit)[0], day.isoformat())] += 1
                    counts[(*self._keys(permit)[1], day.isoformat())] += 1
        for key, count in counts.items():
            assert count <= (2 if key[0] == "place" else 1), key

    @invariant()
    def nothing_waits_for_ever(self) -> None:
        for permit in self.permits.values():
            if permit.status.undecided:
                assert next_due(permit) is not None or cases_of(permit), permit
            change = permit.open_change
            if change is not None:
                live = permit.status.live or permit.status.undecided or permit.renewed
                assert live, "a change that nobody can approve any more"
                assert next_due(permit) is not None or cases_of(permit)

    @invariant()
    def the_mark_of_the_unpaid_names_who_waits(self) -> None:
        waiting = {one.permit_id for one in self.permits.values() if one.lapses_at is not None}
        assert self.unpaid <= waiting, "an account could never apply again"

    @invariant()
    def nobody_is_reminded_twice(self) -> None:
        assert all(count <= 1 for count in self.mails.values())
