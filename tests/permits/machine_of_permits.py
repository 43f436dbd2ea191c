"""Any order of applying, paying, deciding, changing, moving, renewing and time, with the rules of permits over a table,
an outbox and a GOV.UK Pay in plain Python. News comes late, twice and in any order; jobs miss days.

I2: active means paid for. I13: never more permits than places, one cover a vehicle, and each permit reserves what it is
for. I14: no reminder twice. I8: no state waits for ever.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from payments.rules.decisions import CAPTURES, ENDS_AGREEMENT
from permits.model import Permit, Product, Status
from permits.model_changes import CHANGE, ChangeStatus, Property
from permits.on_payment import OF_CHANGE, RULES
from permits.rules import change_deadlines, changes, ending, money, moving, renewing_itself, review
from permits.rules.applying import Identity, NewApplication, applied
from permits.rules.cases import cases_of
from permits.rules.catalogue import catalogue, places_per_property
from permits.rules.following import followed
from permits.rules.renewing import Wanted, begun, renewal
from permits.rules.reservations import Reservation, Stretch, with_cover, with_place, without
from permits.rules.transitions import Reserved, Transition, Unpaid, next_due
from portal.london import today
from portal.problems import Refusal
from tests.permits.made import A_PROPERTY, ACCOUNT_ID, NOW, an_application

THERE = Property(uprn="990000001005", address=A_PROPERTY.address, zone="Z4")
VEHICLES = st.sampled_from(["AB12CDE", "XY21ZZZ", "ZZ21AAA"])
ANY = st.integers(0, 99)
JOBS: dict[str, Any] = {
    "lapse": lambda permit, now: money.lapsed(permit, now) or change_deadlines.change_lapsed(permit, now),
    "capture": lambda permit, now: money.hold_ending(permit, now) or change_deadlines.change_hold_ending(permit, now),
    "chase": lambda permit, now: review.unanswered(permit, now) or change_deadlines.change_unanswered(permit, now),
    "remind": ending.reminded,
    "expire": ending.expired,
}


@dataclass
class Payment:
    """`state`: due, held, taken, back (released or refunded) or over. `begun`: its payer is on Pay's page.
    `over`: the event that ended it.
    """

    about: tuple[str, str]
    hold: bool
    state: str = "due"
    begun: bool = False
    over: str = ""


class Permits(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOW
        self.ids = 0
        self.permits: dict[str, Permit] = {}
        self.reserved: dict[tuple[str, ...], list[Stretch]] = {}
        self.unpaid: set[str] = set()
        self.payments: dict[str, Payment] = {}
        self.news: list[tuple[str, str]] = []
        """Of the payments to the permits: an event and the payment's id."""
        self.told: list[tuple[str, str]] = []
        """Of the permits to the payments."""
        self.mails: Counter[tuple[str, str, str]] = Counter()

    # ------------------------------------------------------------------------------------------------------ parts
    def _id(self) -> str:
        self.ids += 1
        return f"01M7ZM7Q80MPJF01XBR{self.ids:07}"

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
        return [one for one in (moving.left_for(one, new, self.now) for one in both) if one is not None]

    # ------------------------------------------------------------------------------------------------------ people
    @initialize()
    def one_is_bought(self) -> None:
        """So that most runs have a permit to do something with."""
        body = an_application(start_date=today(self.now), auto_renew=True)
        product = Product(permit_type="resident", months=12, property=A_PROPERTY)
        assert self._apply(body, product, None)
        [permit_id] = self.permits
        self.payments[self.permits[permit_id].payment_id or ""].state = "taken"
        self._save(money.taken(self.permits[permit_id], self.now))
        self._decide(self.permits[permit_id], None, "approve")

    @rule(vrm=VEHICLES, there=st.booleans(), itself=st.booleans())
    def applies(self, vrm: str, *, there: bool, itself: bool) -> None:
        if self.unpaid:
            return
        product = Product(permit_type="resident", months=12, property=THERE if there else A_PROPERTY)
        body = an_application(vrm=vrm, start_date=today(self.now), auto_renew=itself)
        self._apply(body, product, None)

    @rule(which=ANY, days=st.integers(0, 30))
    def moves(self, which: int, days: int) -> None:
        left = self._find(which, Status.ACTIVE)
        if left is None or self.unpaid:
            return
        product = left.product.model_copy(update={"property": THERE})
        self._apply(an_application(vrm=left.vrm, start_date=today(self.now) + timedelta(days=days)), product, left)

    def _apply(self, body: Any, product: Product, left: Permit | None) -> bool:
        new = applied(body, product, ACCOUNT_ID, self._identity(), catalogue(), self.now, moves_from=left)
        made = self._made(new)
        if made and isinstance(new, NewApplication):  # the documents come at once, and are clean
            permit = self.permits[new.transition.permit.permit_id]
            self._save(review.documents_scanned(permit, scanned=["d"], all_clean=True, now=self.now))
        return made

    @rule(which=ANY)
    def renews(self, which: int) -> None:
        permit = self._find(which, Status.ACTIVE, Status.EXPIRED)
        if permit is None:
            return
        newest = self.permits[permit.renewal] if permit.renewal else None
        new = renewal(permit, newest, Wanted(), self._identity(), catalogue(), self.now)
        if isinstance(new, NewApplication):
            self._made(new, begun(permit, new.transition.permit))

    @rule(which=ANY, vrm=VEHICLES)
    def asks_for_another_vehicle(self, which: int, vrm: str) -> None:
        permit = self._find(which, Status.ACTIVE)
        if permit is None:
            return
        ids = changes.ChangeIds(self._id(), self._id())
        new = changes.vehicle_change(permit, vrm, "new_plate", ids, catalogue(), self.now, confirmed=True)
        if isinstance(new, Refusal) or new.charge is None:
            return
        self._save(new.transition)
        self.payments[ids.payment_id] = Payment((CHANGE, new.charge.for_id), hold=True)
        asked = self.permits[permit.permit_id]
        self._save(changes.change_scanned(asked, ids.change_id, scanned=["d"], all_clean=True, now=self.now))

    @rule(which=ANY, what=st.sampled_from(["cancels", "withdraws", "withdraws change", "replies", "stops", "agrees"]))
    def does(self, which: int, what: str) -> None:
        permit = self._find(which)
        if permit is None:
            return
        change = permit.open_change
        if what == "cancels":
            self._save(ending.cancelled(permit, self.now))
        if what == "withdraws":
            self._save(review.withdrawn(permit, self.now))
        if what == "replies":
            self._save(review.replied(permit, "Yes", self.now))
        if what in {"stops", "agrees"}:
            self._save(renewing_itself.switched(permit, self.now, on=what == "agrees"))
        if change is not None and what == "withdraws change":
            self._save(changes.change_withdrawn(permit, change.change_id, self.now))
        if change is not None and what == "replies":
            self._save(changes.change_replied(permit, change.change_id, "Yes", self.now))

    @rule(which=ANY, outcome=st.sampled_from(["approve", "approve", "reject", "ask"]))
    def an_officer_decides(self, which: int, outcome: Any) -> None:
        waiting = [(permit, case) for permit in self.permits.values() for case in cases_of(permit)]
        if waiting:
            permit, case = waiting[which % len(waiting)]
            self._decide(permit, case.case_id, outcome)

    def _decide(self, permit: Permit, case_id: str | None, outcome: Any) -> None:
        decided = changes.decided_case(
            permit, case_id, outcome, "Why", version=permit.version, all_clean=True, now=self.now
        )
        if isinstance(decided, Refusal):
            return
        renewed = self.permits[permit.renewal] if permit.renewal and case_id not in {None, permit.permit_id} else None
        self._save(followed(decided, permit, renewed, self.now), *self._left(decided.permit))

    # --------------------------------------------------------------------------------------------------------- Pay
    @rule(which=ANY)
    def goes_to_pay(self, which: int) -> None:
        due = [one for one in self.payments.values() if one.state == "due" and not one.over]
        if due:
            due[which % len(due)].begun = True

    @rule(which=ANY)
    def enters_a_card(self, which: int) -> None:
        open_ = [(key, one) for key, one in self.payments.items() if one.begun and one.state == "due"]
        if not open_:
            return
        payment_id, payment = open_[which % len(open_)]
        payment.begun = False
        payment.state = "held" if payment.hold else "taken"
        self.news.append(("PaymentAuthorised" if payment.hold else "PaymentPaid", payment_id))

    @rule()
    def all_pay_and_all_is_heard(self) -> None:
        """So that runs come far."""
        for _ in range(len(self.payments)):
            self.goes_to_pay(0)
            self.enters_a_card(0)
        self._all_is_heard()

    @rule(which=ANY)
    def money_is_lost(self, which: int) -> None:
        there = [(key, one) for key, one in self.payments.items() if one.state in {"held", "taken"} and not one.over]
        if there:
            payment_id, payment = there[which % len(there)]
            payment.state, payment.begun = "due", False
            self.news.append(("PaymentLost", payment_id))

    @precondition(lambda self: self.told)
    @rule(which=ANY)
    def payments_hear(self, which: int) -> None:
        event, payment_id = self.told.pop(which % len(self.told))
        payment = self.payments[payment_id]
        if event in CAPTURES:
            if payment.state == "held":
                payment.state = "taken"
                self.news.append(("PaymentPaid", payment_id))
        elif event.endswith(("Rejected", "Withdrawn", "Lapsed", "NotRevived")):
            if payment.state == "due":
                payment.over = event
                payment.begun = payment.begun and event == "PermitLapsed"  # else its page at Pay is closed
            elif payment.state in {"held", "taken"} and event != "PermitLapsed":
                if payment.state == "held":
                    self.news.append(("PaymentReleased", payment_id))
                payment.state, payment.over = "back", "over"

    @precondition(lambda self: self.news)
    @rule(which=ANY, twice=st.booleans())
    def permits_hear(self, which: int, *, twice: bool) -> None:
        heard = self.news.pop(which % len(self.news))
        for _ in range(1 + twice):
            self._hear(*heard)

    def _all_is_heard(self) -> None:
        while self.told or self.news:
            if self.told:
                self.payments_hear(0)
            else:
                self.permits_hear(0, twice=False)

    def _hear(self, event: str, payment_id: str) -> None:
        kind, about = self.payments[payment_id].about
        permit = self.permits[about.split("-")[0]]
        if kind == CHANGE:
            change = permit.change(about.split("-")[1])
            assert change is not None
            self._save(OF_CHANGE[event](permit, change, self.now))
            return
        transition = RULES[event](permit, self.now)
        if transition is None:
            return
        more = self._left(transition.permit)
        if transition.permit.renews and transition.permit.status is Status.ACTIVE:
            renewed = self.permits[transition.permit.renews]
            more.append(renewed.model_copy(update={"renewed": True}))
        if not self._save(transition, *more):
            assert permit.status is Status.LAPSED, f"{event} is refused to {permit.status}"
            self._save(money.not_revived(permit, self.now))

    # -------------------------------------------------------------------------------------------------------- time
    @rule(hours=st.sampled_from([1, 25, 110, 24 * 8, 24 * 29, 24 * 160, 24 * 340]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def the_jobs_run(self) -> None:
        for _ in range(12):
            due = [
                (permit_id, found.kind)
                for permit_id, permit in self.permits.items()
                if (found := next_due(permit)) is not None and found.at <= self.now
            ]
            if not due:
                return
            for permit_id, kind in due:
                permit = self.permits[permit_id]
                if kind == "renew":
                    self._renews_itself(permit)
                else:
                    self._save(JOBS[kind](permit, self.now))
        raise AssertionError(f"what is due stays due: {due}")

    def _renews_itself(self, permit: Permit) -> None:
        newest = self.permits[permit.renewal] if permit.renewal else None
        found = renewing_itself.step(permit, newest, self._identity(), catalogue(), self.now)
        if isinstance(found, NewApplication) and not self._made(
            found, begun(permit, found.transition.permit, automatic=True)
        ):
            found = renewing_itself.given_up(permit, self.now)
        if isinstance(found, Transition):
            self._save(found)

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
                assert permit.status.live or permit.status.undecided, "a change that nobody can approve any more"
                assert next_due(permit) is not None or cases_of(permit)

    @invariant()
    def the_mark_of_the_unpaid_names_who_waits(self) -> None:
        waiting = {one.permit_id for one in self.permits.values() if one.lapses_at is not None}
        assert self.unpaid <= waiting, "an account could never apply again"

    @invariant()
    def nobody_is_reminded_twice(self) -> None:
        assert all(count <= 1 for count in self.mails.values())

    def teardown(self) -> None:
        """All that was told is heard: then nothing is kept for what came to nothing."""
        self._all_is_heard()
        for payment in self.payments.values():
            kind, about = payment.about
            permit = self.permits[about.split("-")[0]]
            ended = permit.status.unsuccessful
            if kind == CHANGE:
                change = permit.change(about.split("-")[1])
                assert change is not None
                ended = change.status in {ChangeStatus.REJECTED, ChangeStatus.WITHDRAWN, ChangeStatus.LAPSED}
            assert not ended or payment.state in {"due", "back"}, (permit.status, payment)
