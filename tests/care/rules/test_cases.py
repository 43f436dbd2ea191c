"""Requests on the care team's desk: their order, and an officer's steps (`docs/rules/care.md`, C60 to C63)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.model import CareRequest, QueuedRequest, RequestStatus, TimelineEntry
from care.rules.cases import position, updated
from care.rules.forms import newest_forms
from care.rules.outcomes import criteria_of, outcomes_of
from portal.problems import Refusal, unwrap

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
ENDS = [(one.status, one.outcome) for one in outcomes_of("care-assessment")]


def a_request(**changes: Any) -> CareRequest:
    facts = {
        "request_id": "01J00000000000000000000001",
        "account_id": "01J00000000000000000000000",
        "form_id": "care-assessment",
        "form_version": 1,
        "status": RequestStatus.SUBMITTED,
        "created_at": NOW,
        "submitted_at": NOW,
        "reference": "ABCD2345",
        "version": 4,
        "professional": False,
        "answers": {},
        "timeline": (TimelineEntry(at=NOW, what="submitted", version=4),),
    }
    return CareRequest.model_validate(facts | changes)


def step(
    read: CareRequest, status: Any, outcome: str | None = None, message: str | None = None, version: int = 4
) -> Any:
    return updated(read, status, outcome, message, "officer-1", version=version, now=NOW)


def errors(decision: Any) -> tuple[str, list[tuple[str, str]]]:
    assert isinstance(decision, Refusal), decision
    return decision.code, [(one.field, one.code) for one in decision.errors]


@given(st.lists(st.tuples(st.sampled_from(["urgent", "ordinary"]), st.integers(0, 10_000)), max_size=20))
def test_urgent_ones_come_first_then_the_longest_wait(queue: list[tuple[str, int]]) -> None:
    cases = [
        QueuedRequest.model_validate(
            a_request(submitted_at=NOW - timedelta(minutes=waited), priority=priority).model_dump()
        )
        for priority, waited in queue
    ]
    shown = sorted(cases, key=lambda one: position(one, NOW))
    wanted = sorted(queue, key=lambda one: (one[0] != "urgent", -one[1]))
    assert [(one.priority, one.submitted_at) for one in shown] == [
        (priority, NOW - timedelta(minutes=waited)) for priority, waited in wanted
    ]


def test_a_late_review_comes_after_what_is_urgent_and_before_all_else() -> None:
    kinds: list[dict[str, Any]] = [
        {"submitted_at": NOW - timedelta(days=90)},
        {"submitted_at": NOW - timedelta(days=60), "review_due_at": NOW},
        {"submitted_at": NOW, "priority": "urgent"},
        {"submitted_at": NOW - timedelta(days=59), "review_due_at": NOW + timedelta(minutes=1)},
    ]
    cases = [a_request(**one) for one in kinds]
    assert sorted(cases, key=lambda one: position(one, NOW)) == [cases[2], cases[1], cases[0], cases[3]]


def test_somebody_looks_at_it() -> None:
    after = unwrap(step(a_request(), "in_review"))
    assert after.status is RequestStatus.IN_REVIEW
    assert (after.timeline[-1].what, after.timeline[-1].by, after.timeline[-1].version) == ("in_review", "officer-1", 5)
    seen = after.model_copy(update={"version": 5})
    assert errors(step(seen, "in_review", version=5)) == ("invalid_input", [("status", "already")])
    assert errors(step(a_request(), "in_review", "equipment")) == ("invalid_input", [("outcome", "not_now")])


@pytest.mark.parametrize(("status", "outcome"), ENDS)
@pytest.mark.parametrize("before", [one for one in RequestStatus if one.waits])
def test_every_outcome_ends_what_waits(before: RequestStatus, status: str, outcome: str) -> None:
    after = unwrap(step(a_request(status=before), status, outcome, "We come on 3 December."))
    assert (after.status.value, after.outcome, after.timeline[-1].text) == (status, outcome, "We come on 3 December.")


def test_an_end_has_an_outcome_of_its_own_and_words() -> None:
    """H9."""
    assert errors(step(a_request(), "approved", message="Yes")) == ("invalid_input", [("outcome", "not_an_option")])
    assert errors(step(a_request(), "approved", "advice_only", "x")) == (
        "invalid_input",
        [("outcome", "not_an_option")],
    )
    assert errors(step(a_request(), "closed", "advice_only")) == ("invalid_input", [("message", "missing")])
    assert errors(step(a_request(), "closed", "advice_only", "")) == ("invalid_input", [("message", "missing")])


def test_who_saw_an_older_version_is_told_what_is_new() -> None:
    read = a_request(version=5, timeline=(*a_request().timeline, TimelineEntry(at=NOW, what="replied", version=5)))
    assert errors(step(read, "in_review", version=4)) == ("changed_meanwhile", [("version", "replied")])
    assert errors(step(read, "in_review", version=6)) == ("changed_meanwhile", [])


@pytest.mark.parametrize("status", [one for one in RequestStatus if not one.open])
def test_what_has_ended_stays_as_it_is(status: RequestStatus) -> None:
    assert errors(step(a_request(status=status), "closed", "advice_only", "x"))[0] == "decided_already"


def test_every_form_that_can_be_sent_has_outcomes() -> None:
    for form in newest_forms():
        statuses = {one.status for one in outcomes_of(form.id)}
        assert statuses == {"approved", "closed"} | ({"declined"} if criteria_of(form.id) else set())
    assert not criteria_of("care-assessment")
