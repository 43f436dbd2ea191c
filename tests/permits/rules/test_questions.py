"""A question that is not answered: repeated once after 7 days, and after 28 given up for an officer to decide (P45)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permits.model import Permit, Status
from permits.rules import money
from permits.rules.cases import cases_of
from permits.rules.review import decided, replied, unanswered
from permits.rules.transitions import Transition, next_due
from portal.events.permits import PermitQuestionRepeated
from portal.problems import Refusal
from tests.permits.made import NOW, in_review

WEEK = timedelta(days=7)
FOUR_WEEKS = timedelta(days=28)
MOMENT = timedelta(milliseconds=1)


def next_state(found: Transition | Refusal | None) -> Permit:
    assert isinstance(found, Transition), found
    return found.permit


def asked(permit: Permit | None = None) -> Permit:
    read = permit or in_review()
    return next_state(decided(read, "ask", "Which?", version=read.version, all_clean=True, now=NOW))


def chases(permit: Permit) -> list[str]:
    return [entry.what for entry in permit.timeline if entry.what in {"question_repeated", "no_answer"}]


def test_it_is_repeated_after_a_week_once_and_its_applicant_is_told() -> None:
    assert next_due(asked()) == ("chase", NOW + WEEK)
    assert unanswered(asked(), NOW + WEEK - MOMENT) is None
    repeated = unanswered(asked(), NOW + WEEK)
    assert isinstance(repeated, Transition)
    assert (repeated.event, repeated.due) == (PermitQuestionRepeated, ("chase", NOW + FOUR_WEEKS))
    assert unanswered(repeated.permit, NOW + FOUR_WEEKS - MOMENT) is None


def test_after_four_weeks_it_is_first_in_the_queue_without_another_mail() -> None:
    repeated = next_state(unanswered(asked(), NOW + WEEK))
    given_up = unanswered(repeated, NOW + FOUR_WEEKS)
    assert isinstance(given_up, Transition)
    assert (given_up.event, given_up.due) == (None, None)
    [case] = cases_of(given_up.permit)
    assert (case.no_answer, case.status) == (True, "in_review")
    assert unanswered(given_up.permit, NOW + 10 * FOUR_WEEKS) is None


def test_what_is_to_be_given_up_is_not_repeated_before() -> None:
    assert chases(next_state(unanswered(asked(), NOW + FOUR_WEEKS))) == ["no_answer"]


def test_a_late_answer_is_taken_and_the_next_question_has_its_own_weeks() -> None:
    given_up = next_state(unanswered(asked(), NOW + FOUR_WEEKS))
    answered = next_state(replied(given_up, "The blue one", NOW + FOUR_WEEKS))
    assert (answered.status, next_due(answered)) == (Status.IN_REVIEW, None)
    assert not cases_of(answered)[0].no_answer
    assert next_due(asked(answered)) == ("chase", NOW + WEEK)


@pytest.mark.parametrize("outcome", ["approve", "reject"])
def test_nobody_is_chased_after_the_decision(outcome: str) -> None:
    over = decided(asked(), outcome, "No", version=1, all_clean=True, now=NOW)  # type: ignore[arg-type]
    assert next_due(next_state(over)) is None


def test_lost_money_is_waited_for_first_and_the_chase_goes_on_when_it_is_repaired() -> None:
    unpaid = next_state(money.lost(asked(in_review(money="taken")), NOW + WEEK))
    assert next_due(unpaid) == ("lapse", NOW + WEEK + money.UNPAID_FOR)
    assert unanswered(unpaid, NOW + WEEK) is None
    paid = next_state(money.authorised(unpaid, NOW + WEEK))
    assert next_due(paid) == ("chase", NOW + WEEK)


@given(st.lists(st.integers(min_value=0, max_value=24 * 40), max_size=30))
def test_whenever_the_job_runs_each_is_done_once_and_the_later_one_last(hours: list[int]) -> None:
    """Twice, after missed days, at any hour; and what is left is due only if its time has not come."""
    permit = asked()
    for hour in sorted(hours):
        transition = unanswered(permit, NOW + timedelta(hours=hour))
        permit = transition.permit if transition else permit
    latest = max(hours, default=0)
    assert ("no_answer" in chases(permit)) == (latest >= 28 * 24)
    repeated = any(7 * 24 <= hour < 28 * 24 for hour in hours)
    assert chases(permit) == ["question_repeated"] * repeated + ["no_answer"] * (latest >= 28 * 24)
    due = next_due(permit)
    assert due is None or due.at > NOW + timedelta(hours=latest)
