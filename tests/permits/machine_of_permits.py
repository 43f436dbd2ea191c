"""Any order of applying, paying, deciding, changing, moving, renewing and time, with the rules of permits over a table,
an outbox and a GOV.UK Pay in plain Python. News comes late, twice, and in any order; jobs miss days.

I2: active means paid for. I13: never more permits than places, one cover a vehicle, and each permit reserves what it is
for. I14: no reminder twice. I8: no state waits for ever.
"""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from payments.rules.decisions import CAPTURES
from permits.model import Permit, Product, Status
from permits.model_changes import CHANGE, ChangeStatus
from permits.rules import change_deadlines, changes, ending, money, renewing_itself, review
from permits.rules.applying import NewApplication, applied
from permits.rules.cases import cases_of
from permits.rules.catalogue import catalogue
from permits.rules.following import followed
from permits.rules.payment_news import follows, remembered
from permits.rules.renewing import RenewalTerms, begun, renewal
from permits.rules.transitions import Transition, next_due
from portal.london import today
from portal.problems import Refusal
from tests.permits.made import A_PROPERTY, ACCOUNT_ID, an_application
from tests.permits.permits_in_plain import THERE, Payment, World

VEHICLES = st.sampled_from(["AB12CDE", "XY21ZZZ", "ZZ21AAA"])
ANY = st.integers(0, 99)
KNOWN_AS = {"due": "due", "held": "authorised", "taken": "taken", "back": "released"}
"""What a permit says of its money, by what became of it."""
JOBS: dict[str, Any] = {
    "lapse": lambda permit, now: money.lapsed(permit, now) or change_deadlines.change_lapsed(permit, now),
    "capture": lambda permit, now: money.hold_ending(permit, now) or change_deadlines.change_hold_ending(permit, now),
    "chase": lambda permit, now: review.unanswered(permit, now) or change_deadlines.change_unanswered(permit, now),
    "remind": ending.reminded,
    "expire": ending.expired,
}


class Permits(World):
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
        new = renewal(permit, newest, RenewalTerms(), self._identity(), catalogue(), self.now)
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
        self._paid(open_[which % len(open_)][0])

    def _paid(self, payment_id: str) -> None:
        payment = self.payments[payment_id]
        payment.begun = False
        payment.state = "held" if payment.hold else "taken"
        self._happened("PaymentAuthorised" if payment.hold else "PaymentPaid", payment_id)

    @rule()
    def all_pay_and_all_is_heard(self) -> None:
        """So that runs come far."""
        for _ in range(len(self.payments)):
            self.goes_to_pay(0)
            self.enters_a_card(0)
        self._all_is_heard()

    @rule(which=ANY, again=st.booleans())
    def money_is_lost(self, which: int, *, again: bool) -> None:
        """`again`: it is paid once more before anybody has heard of it."""
        there = [(key, one) for key, one in self.payments.items() if one.state in {"held", "taken"} and not one.over]
        if there:
            payment_id, payment = there[which % len(there)]
            payment.state, payment.begun = "due", False
            self._happened("PaymentLost", payment_id)
            if again:
                self._paid(payment_id)

    @precondition(lambda self: self.told)
    @rule(which=ANY)
    def payments_hear(self, which: int) -> None:
        event, payment_id = _one_of(self.told, which)
        payment = self.payments[payment_id]
        if event in CAPTURES:
            if payment.state == "held":
                payment.state = "taken"
                self._happened("PaymentPaid", payment_id)
        elif event.endswith(("Rejected", "Withdrawn", "Lapsed", "NotRevived")):
            if payment.state == "due":
                payment.over = event
                payment.begun = payment.begun and event == "PermitLapsed"  # else its page at Pay is closed
            elif payment.state in {"held", "taken"} and event != "PermitLapsed":
                if payment.state == "held":
                    self._happened("PaymentReleased", payment_id)
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

    def _hear(self, event: str, payment_id: str, order: int) -> None:
        kind, about = self.payments[payment_id].about
        permit = self.permits[about.split("-")[0]]
        if kind == CHANGE:
            self._save(follows(permit, about.split("-")[1], event, order, self.now))
            return
        transition = follows(permit, None, event, order, self.now)
        if transition is None:
            return
        more = self._left(transition.permit)
        if transition.permit.renews and transition.permit.status is Status.ACTIVE:
            renewed = self.permits[transition.permit.renews]
            more.append(renewed.model_copy(update={"renewed": True}))
        if not self._save(transition, *more):
            assert permit.status is Status.LAPSED, f"{event} is refused to {permit.status}"
            self._save(remembered(money.not_revived(permit, self.now), None, order))

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

    def teardown(self) -> None:
        """All that was told is heard: what came to nothing keeps nothing, and what goes on knows its money."""
        self._all_is_heard()
        for payment in self.payments.values():
            kind, about = payment.about
            permit = self.permits[about.split("-")[0]]
            ended, goes_on, money_known = permit.status.unsuccessful, permit.status.undecided, permit.money
            if kind == CHANGE:
                change = permit.change(about.split("-")[1])
                assert change is not None
                ended = change.status in {ChangeStatus.REJECTED, ChangeStatus.WITHDRAWN, ChangeStatus.LAPSED}
                goes_on, money_known = change.status.open, change.money
            assert not ended or payment.state in {"due", "back"}, (permit.status, payment)
            assert not goes_on or money_known == KNOWN_AS[payment.state], (permit.status, payment)


def _one_of(queue: list[tuple[str, str]], which: int) -> tuple[str, str]:
    """The oldest about some payment."""
    about = queue[which % len(queue)][1]
    return queue.pop(next(at for at, one in enumerate(queue) if one[1] == about))
