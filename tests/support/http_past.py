"""Permits with a past on the local stack, which has no clock to move.

What lies in the past is written by the domains' own code at the time of that day, as in the demo's town. The audit
trail gets no row of the last weeks that way, since their days are sealed or about to be: accounts are made today,
approvals are many months old, and an officer's question of some weeks ago is saved by the store.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from mypy_boto3_scheduler import EventBridgeSchedulerClient
from mypy_boto3_scheduler.literals import ScheduleStateType

from local.demo.operations import Operations
from local.demo.residents import DemoResident, End, Story
from local.demo.town import Made, Town
from permits.model import Permit
from permits.rules.changes import decided_case
from permits.rules.money import HOLD_LASTS
from permits.rules.reservations import when_valid
from permits.rules.transitions import Transition
from permits.store.permits import Permits
from portal.london import today
from portal.problems import unwrap
from portal.table import VersionConflict
from tests.local_stack import RunningStack
from tests.support.buyer import Buyer, new_key
from tests.support.changer import Changer
from tests.support.http_permits import AtPay, new_home, new_vrm
from tests.support.http_portal import until
from tests.support.visitor import Visitor

JOBS = (
    "CaptureExpiringHolds",
    "ChaseUnanswered",
    "ExpirePermits",
    "ReleaseUnpaid",
    "RenewAutomatically",
    "SendRenewalReminders",
    "SettleOpenAttempts",
)


@dataclass(frozen=True)
class Past:
    """The past of one stack."""

    stack: RunningStack
    operations: Operations

    def lived(self, visitor: Visitor, story: Story, *, ago: timedelta = timedelta(0)) -> Buyer:
        """A new account's permit with this story, at a new home, as the demo would have made it so long ago."""
        visitor.make_account()
        home, now = new_home(self.stack), datetime.now(UTC)
        resident = DemoResident(
            email=visitor.email,
            first_name=visitor.first_name,
            last_name="Smith",
            vrm=new_vrm(),
            uprn=home.uprn,
            postcode=home.postcode,
            story=story,
        )
        town = Town(self.operations, now - ago)
        [made] = town.plan(iter([resident]))
        town.apply(made)
        town.wait_for_scans([made], lambda _scanned: None)
        town.finish(made)
        if story.end is End.IN_REVIEW:
            self._held_since(made)
        start_date = (today(now) + timedelta(days=1)).isoformat()  # of what they apply for next
        return Buyer(visitor, home, resident.vrm, start_date, made.permit_id, made.payment_id)

    def asked(self, buyer: Buyer, words: str, *, ago: timedelta, case_id: str | None = None) -> None:
        """An officer's question about the application, or about the change `case_id`, so long ago."""
        then = datetime.now(UTC) - ago

        def question(read: Permit) -> Transition:
            return unwrap(decided_case(read, case_id, "ask", words, version=read.version, all_clean=True, now=then))

        self._save(buyer.permit_id, question, then)

    def asks_for_another_vehicle(self, buyer: Buyer, vrm: str, *, ago: timedelta) -> Changer:
        """The holder asked for it so long ago, and has neither paid nor sent anything."""
        body: dict[str, object] = {"vrm": vrm, "why": "another_vehicle"}
        who, path = buyer.visitor.ask("GET", "/v1/account").body["account_id"], {"permit_id": buyer.permit_id}
        change = self.operations.call(
            "permits.change_vehicle", datetime.now(UTC) - ago, body, resident=who, key=new_key(), path=path
        )
        buyer.payment_id = change["payment_id"]
        return Changer(buyer, change["change_id"])

    def days_left(self, permit_id: str, days: int) -> None:
        """Let time pass for one permit that is active, until it has so many days left: all its days are earlier."""

        def earlier(read: Permit) -> Transition:
            by = read.valid_until - (today(datetime.now(UTC)) + timedelta(days=days))
            moved = {name: getattr(read, name) - by for name in ("start_date", "valid_from", "valid_until")}
            if read.auto and read.auto.charge_on:
                moved["auto"] = read.auto.model_copy(update={"charge_on": read.auto.charge_on - by})
            permit = read.model_copy(update=moved)
            return Transition(permit, when_valid(permit))

        self._save(permit_id, earlier, datetime.now(UTC))

    def _held_since(self, made: Made) -> None:
        """Count the hold from the payment of that time on: the stack may have heard of it first by itself, today."""

        def held(read: Permit) -> Transition:
            return Transition(read.model_copy(update={"capture_at": made.applied_at + HOLD_LASTS}))

        self._save(made.permit_id, held, made.applied_at)

    def _save(self, permit_id: str, decide: Callable[[Permit], Transition], then: datetime) -> None:
        permits = Permits.from_context(self.operations.context)

        def saved() -> bool:
            read = unwrap(permits.get(permit_id))
            try:
                unwrap(permits.save(decide(read), read, then))
            except VersionConflict:  # a consumer of the stack has written the permit meanwhile
                return False
            return True

        until(saved, bool)

    def job(self, module: str, *, ago: timedelta) -> None:
        """A job's run of that time."""
        self.operations.run(module, datetime.now(UTC) - ago)

    def charged(self, payment_id: str, *, ago: timedelta) -> None:
        """What the sweep of that time did to a payment by an agreement."""
        self.operations.hear("payments.settle_payment", {"payment_id": payment_id}, datetime.now(UTC) - ago)


@contextmanager
def past_of(stack: RunningStack) -> Iterator[Past]:
    """The past of a stack, as long as its variables may stand in this process's environment. Meanwhile the stack starts
    none of `JOBS` by itself: what is due would be done before a test has looked at it.
    """
    with patch.dict(os.environ), _jobs_only_by_hand(stack):
        yield Past(stack, Operations.of_stack(stack.emulator, stack.mailbox))


@contextmanager
def _jobs_only_by_hand(stack: RunningStack) -> Iterator[None]:
    scheduler: EventBridgeSchedulerClient = stack.emulator.client("scheduler")
    pages = scheduler.get_paginator("list_schedules").paginate()
    targets = {one["Target"]["Arn"].rpartition(":")[2]: one["Name"] for page in pages for one in page["Schedules"]}
    schedules = [scheduler.get_schedule(Name=targets[stack.resources[job]]) for job in JOBS]

    def turn(state: ScheduleStateType) -> None:
        for one in schedules:
            scheduler.update_schedule(
                Name=one["Name"],
                ScheduleExpression=one["ScheduleExpression"],
                FlexibleTimeWindow=one["FlexibleTimeWindow"],
                Target=one["Target"],
                State=state,
            )

    turn("DISABLED")
    try:
        yield
    finally:
        turn("ENABLED")


@contextmanager
def charges_are_declined(stack: RunningStack) -> Iterator[None]:
    """Let Pay decline what is charged by an agreement, for now, and lose its message of it, which would come today."""
    pay = AtPay(stack)
    pay.turn(recurring="declined", lose_webhooks=True)
    try:
        yield
        pay.has_told_all()
    finally:
        pay.turn(recurring="as the card", lose_webhooks=False)
