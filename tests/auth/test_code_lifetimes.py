"""Lifetimes to the millisecond, on the server's clock, in the write that uses them."""

from datetime import timedelta
from functools import cached_property
from typing import Any

import pytest

from portal.aws import Aws
from portal.clock import from_text
from tests.support.clock import TestClock
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoAws, MotoStack
from tests.support.visitor import Visitor


class SlowMail(Aws):
    """SES takes seven seconds to accept a mail."""

    def __init__(self, real: MotoAws, clock: TestClock) -> None:
        self._real, self._clock = real, clock
        self.dynamodb, self.secrets = real.dynamodb, real.secrets

    @cached_property
    def ses(self) -> Any:
        return self

    def send_email(self, **ask: Any) -> Any:
        self._clock.forward(seconds=7)
        return self._real.ses.send_email(**ask)


@pytest.fixture
def clock(moto_stack: MotoStack) -> TestClock:
    return moto_stack.clock


@pytest.fixture
def portal(moto_stack: MotoStack) -> InProcessPortal:
    return InProcessPortal(moto_stack, lambda _: SlowMail(moto_stack.aws, moto_stack.clock))


def outcome(answer: Any) -> object:
    return answer.status if answer.status < 400 else answer.body["code"]


@pytest.mark.parametrize(
    ("after", "found"), [(29.999, 201), (30.0, "expired_code"), (30.001, "expired_code"), (3600, "expired_code")]
)
def test_control_03_a_sign_in_code_lives_thirty_seconds_from_ses_acceptance(
    member: Visitor, clock: TestClock, after: float, found: object
) -> None:
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    sent = member.send_code(sign_in_id)
    assert from_text(sent.body["expires_at"]) == clock() + timedelta(seconds=30)
    clock.forward(seconds=after)
    assert outcome(member.complete_sign_in(sign_in_id, member.newest_code())) == found


@pytest.mark.parametrize(("after", "found"), [(1799.999, 201), (1800.0, "expired_code"), (1800.001, "expired_code")])
def test_an_activation_code_lives_thirty_minutes_from_ses_acceptance(
    ann: Visitor, clock: TestClock, after: float, found: object
) -> None:
    registration_id = ann.start_registration().body["registration_id"]
    ann.give_contact_details(registration_id)
    clock.forward(seconds=after)
    assert outcome(ann.activate(registration_id, ann.newest_code())) == found


@pytest.mark.parametrize(("before", "found"), [(0.001, 202), (0, "not_found"), (-0.001, "not_found")])
def test_a_registration_lives_a_day(ann: Visitor, clock: TestClock, before: float, found: object) -> None:
    registration_id = ann.start_registration().body["registration_id"]
    clock.forward(seconds=86_400 - before)
    assert outcome(ann.give_contact_details(registration_id)) == found


@pytest.mark.parametrize(("before", "found"), [(0.001, 202), (0, "not_found"), (-0.001, "not_found")])
def test_a_sign_in_waits_ten_minutes_for_its_code(
    member: Visitor, clock: TestClock, before: float, found: object
) -> None:
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    clock.forward(seconds=600 - before)
    assert outcome(member.send_code(sign_in_id)) == found


def test_a_code_does_not_outlive_its_sign_in(member: Visitor, clock: TestClock) -> None:
    started = member.start_sign_in().body
    clock.forward(seconds=580)
    assert member.send_code(started["sign_in_id"]).body["expires_at"] == started["expires_at"]
    clock.forward(seconds=13)
    assert outcome(member.complete_sign_in(started["sign_in_id"], member.newest_code())) == "expired_code"


def test_a_code_does_not_promise_to_outlive_its_registration(ann: Visitor, clock: TestClock) -> None:
    started = ann.start_registration().body
    clock.forward(seconds=86_400 - 60)
    assert ann.give_contact_details(started["registration_id"]).body["expires_at"] == started["expires_at"]


def test_control_07_a_new_code_kills_the_one_before(member: Visitor) -> None:
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    member.send_code(sign_in_id)
    old = member.newest_code()
    member.send_code(sign_in_id)
    assert outcome(member.complete_sign_in(sign_in_id, old)) == "invalid_code"
    assert outcome(member.complete_sign_in(sign_in_id, member.newest_code())) == 201


def test_a_new_activation_code_kills_the_one_before(ann: Visitor) -> None:
    registration_id = ann.start_registration().body["registration_id"]
    ann.give_contact_details(registration_id)
    old = ann.newest_code()
    ann.ask("POST", f"/v1/registrations/{registration_id}/code")
    assert outcome(ann.activate(registration_id, old)) == "invalid_code"
    assert outcome(ann.activate(registration_id, ann.newest_code())) == 201


@pytest.mark.parametrize(("step", "found"), [(1799.999, 200), (1800.0, 403)])
def test_control_20_a_session_idles_out_after_thirty_minutes(
    member: Visitor, clock: TestClock, step: float, found: int
) -> None:
    assert member.ask("GET", "/v1/session").status == 200
    clock.forward(seconds=step)
    assert member.ask("GET", "/v1/session").status == found


def test_control_20_a_session_ends_after_eight_hours_however_busy(member: Visitor, clock: TestClock) -> None:
    """Nothing here deletes by TTL: the condition alone ends it."""
    signed_in = clock()
    clock.forward(minutes=-15)  # back to when the session was made
    for _ in range(31):
        clock.forward(minutes=15)
        assert member.ask("GET", "/v1/session").status == 200
    clock.forward(minutes=15, seconds=-0.001)
    assert (clock() - signed_in).total_seconds() == 8 * 3600 - 900 - 0.001
    assert member.ask("GET", "/v1/session").status == 200
    clock.forward(seconds=0.001)
    assert member.ask("GET", "/v1/session").status == 403
    assert member.ask("GET", "/v1/session").status == 403
