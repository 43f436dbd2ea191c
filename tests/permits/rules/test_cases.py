"""What waits for an officer, in which order, on which page, and who has it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permits.model import Permit, Status
from permits.rules import review
from permits.rules.cases import CaseOrder, QueuedCase, QueueFilter, cases_of, claimed, in_order, position
from permits.rules.transitions import Transition
from portal.problems import Refusal
from portal.queue_paging import PAGE, page_of
from portal.table import WrongPage
from tests.permits.made import NOW, a_permit, in_review


def a_case(**changes: Any) -> QueuedCase:
    [case] = cases_of(in_review())
    return QueuedCase(**case.model_dump() | changes)


def next_state(found: Transition | Refusal) -> Permit:
    assert isinstance(found, Transition)
    return found.permit


@pytest.mark.parametrize("status", list(Status))
def test_what_nobody_has_to_decide_is_no_case(status: Status) -> None:
    """Whatever the permit still says of when it was put into the queue."""
    cases = cases_of(in_review(status))
    assert [case.status for case in cases] == ([status.value] if status.decidable else [])
    assert not cases_of(a_permit(status))


def test_a_question_its_answer_and_one_that_was_never_answered() -> None:
    asked = next_state(review.decided(in_review(), "ask", "Which?", version=1, all_clean=True, now=NOW))
    answered = next_state(review.replied(asked, "The blue one", NOW))
    again = next_state(review.decided(answered, "ask", "And?", version=1, all_clean=True, now=NOW))
    silent = Transition(again).noted(NOW, "no_answer").permit
    facts = [
        (case.status, case.answered, case.no_answer)
        for one in (asked, answered, again, silent)
        for case in cases_of(one)
    ]
    waits = ("information_needed", False, False)
    assert facts == [waits, ("in_review", True, False), waits, ("in_review", False, True)]


def test_the_end_of_the_hold_is_when_the_money_is_taken() -> None:
    [case] = cases_of(in_review(capture_at=NOW + timedelta(hours=3)))
    assert case.hold_ends_at == NOW + timedelta(hours=3)


def test_the_oldest_first_or_the_hold_that_ends_first_and_no_answer_before_all() -> None:
    old = a_case(case_id="old", queued_at=NOW - timedelta(days=2))
    held = a_case(case_id="held", hold_ends_at=NOW + timedelta(hours=1))
    held_longer = a_case(
        case_id="held longer", queued_at=NOW - timedelta(days=1), hold_ends_at=NOW + timedelta(hours=2)
    )
    silent = a_case(case_id="silent", no_answer=True)
    cases = [held, held_longer, old, silent]
    assert [one.case_id for one in in_order(cases, "oldest")] == ["silent", "old", "held longer", "held"]
    assert [one.case_id for one in in_order(cases, "hold")] == ["silent", "held", "held longer", "old"]


@pytest.mark.parametrize(
    ("wanted", "other"),
    [
        (QueueFilter(kind="application"), {"kind": "vehicle_change"}),
        (QueueFilter(permit_type="resident"), {"permit_type": "student"}),
        (QueueFilter(mine="me"), {"claimed_by": "her"}),
        (QueueFilter(mine="me"), {"claimed_until": NOW}),
        (QueueFilter(answered=True), {"answered": False}),
        (QueueFilter(no_answer=True), {"no_answer": False}),
        (QueueFilter(hold_ends_on=date(2026, 11, 21)), {"hold_ends_at": None}),
        (QueueFilter(hold_ends_on=date(2026, 11, 21)), {"hold_ends_at": NOW + timedelta(days=1)}),
    ],
)
def test_each_filter_lets_its_own_through_and_no_other(wanted: QueueFilter, other: dict[str, Any]) -> None:
    claim = {"claimed_by": "me", "claimed_until": NOW + timedelta(minutes=1)}
    own = a_case(**claim, answered=True, no_answer=True, hold_ends_at=NOW)
    assert wanted.wants(own, NOW)
    assert not wanted.wants(own.model_copy(update=other), NOW)
    assert QueueFilter().wants(own.model_copy(update=other), NOW)


def test_a_claim_lasts_half_an_hour_and_is_renewed_by_its_officer() -> None:
    mine = won(claimed(a_case(), "me", NOW))
    nearly = NOW + timedelta(minutes=30) - timedelta(milliseconds=1)
    assert (mine.active_claimant(nearly), mine.active_claimant(NOW + timedelta(minutes=30))) == ("me", None)
    assert won(claimed(mine, "me", nearly)).claimed_until == nearly + timedelta(minutes=30)


def test_a_claimed_case_is_had_by_taking_it_over_which_stays_visible() -> None:
    hers = won(claimed(a_case(), "her", NOW))
    refused = claimed(hers, "me", NOW)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.more["claimed_by"]) == ("claimed", "her")
    mine = won(claimed(hers, "me", NOW, take_over=True))
    assert (mine.claimed_by, mine.taken_from) == ("me", "her")
    assert won(claimed(mine, "me", NOW)).taken_from == "her"
    assert won(claimed(hers, "me", NOW + timedelta(minutes=30))).taken_from is None


def won(found: QueuedCase | Refusal) -> QueuedCase:
    assert isinstance(found, QueuedCase)
    return found


def a_queue(ages: Sequence[int]) -> list[QueuedCase]:
    """`ages`: how many minutes each has waited; some as long as others."""
    return [a_case(case_id=f"{number:04}", queued_at=NOW - timedelta(minutes=age)) for number, age in enumerate(ages)]


def by(order: CaseOrder) -> Callable[[QueuedCase], str]:
    return lambda case: position(case, order)


@given(
    ages=st.lists(st.integers(0, 30), max_size=3 * PAGE),
    gone=st.sets(st.integers(0, 3 * PAGE), max_size=PAGE),
    order=st.sampled_from(["oldest", "hold"]),
)
def test_leafing_through_shows_each_once_whoever_leaves_meanwhile(
    ages: list[int], gone: set[int], order: CaseOrder
) -> None:
    cases = in_order(a_queue(ages), order)
    page = page_of(cases, by(order), None)
    assert page.previous is None
    seen = [case.case_id for case in page.cases]
    stay = [case for number, case in enumerate(cases) if number not in gone]
    while page.next:
        page = page_of(stay, by(order), page.next)
        assert len(page.cases) <= PAGE
        seen += [case.case_id for case in page.cases]
    assert len(set(seen)) == len(seen)
    assert {case.case_id for case in stay} <= set(seen)


@given(st.lists(st.integers(0, 30), min_size=PAGE + 1, max_size=3 * PAGE))
def test_the_page_before_ends_where_this_one_begins(ages: list[int]) -> None:
    cases = in_order(a_queue(ages), "oldest")
    second = page_of(cases, by("oldest"), page_of(cases, by("oldest"), None).next)
    assert page_of(cases, by("oldest"), second.previous).cases == cases[:PAGE]


@pytest.mark.parametrize("token", ["x", "xx==", "ÿ", "Pz8/Pz8/", "AAAA", "eyJhIjoxfQ=="])
def test_a_made_up_token_is_no_page(token: str) -> None:
    with pytest.raises(WrongPage):
        page_of([], by("oldest"), token)
