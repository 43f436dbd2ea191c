"""A no with its reasons, and its review by another officer (`docs/rules/care.md`, C83 to C85)."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from care.model import CareRequest, Criterion, RequestStatus, TimelineEntry
from care.rules import outcomes
from care.rules.cases import prioritised, updated
from care.rules.outcomes import outcomes_of
from care.rules.questions import due_at, overdue
from care.rules.requests import can, death_reported, takes_evidence, withdrawn
from care.rules.reviews import not_by_the_same, review_asked, with_reasons
from care.rules.telling import told
from portal.events.care import RequestEnded
from portal.problems import Refusal, unwrap
from tests.care.rules.test_cases import NOW, a_request, errors

WALKS = Criterion(name="walks", met=False, why="You walk 80 metres without help.")
LASTS = Criterion(name="lasts", met=True, why="It lasts for life.")
NO = {"outcome": "no_badge", "status": "declined", "title": "No", "text": "We cannot agree."}


def written(folder: Path, **more: Any) -> None:
    facts = {"about": "For these tests.", "from": "2026-11-29", "outcomes": [NO], **more}
    (folder / "care-assessment.json").write_text(json.dumps(facts), "utf-8")


@pytest.fixture
def declinable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form can be declined."""
    written(tmp_path, criteria=[{"name": "walks", "title": "Cannot walk far"}, {"name": "lasts", "title": "Lasts"}])
    monkeypatch.setattr(outcomes, "FOLDER", tmp_path)


def a_step(read: CareRequest, status: Any, outcome: str | None, by: str = "officer-1") -> CareRequest:
    return unwrap(updated(read, status, outcome, "We cannot agree.", by, version=read.version, now=NOW))


def declined() -> CareRequest:
    entry = TimelineEntry(at=NOW, what="declined", version=5, by="officer-1")
    timeline = (*a_request().timeline, entry)
    return a_request(status=RequestStatus.DECLINED, version=5, timeline=timeline, criteria=(WALKS,))


@pytest.mark.usefixtures("declinable")
def test_a_no_says_which_criteria_are_not_met_and_why() -> None:
    no = a_step(a_request(), "declined", "no_badge")
    assert errors(with_reasons(no, [], ())) == ("invalid_input", [("criteria", "missing")])
    assert errors(with_reasons(no, [LASTS], ())) == ("invalid_input", [("criteria", "missing")])
    unknown = WALKS.model_copy(update={"name": "other"})
    for wrong in ([unknown], [WALKS, WALKS]):
        assert errors(with_reasons(no, wrong, ())) == ("invalid_input", [("criteria", "not_an_option")])
    assert unwrap(with_reasons(no, [WALKS, LASTS], ())).criteria == (WALKS, LASTS)


@pytest.mark.usefixtures("declinable")
def test_only_a_no_has_reasons() -> None:
    looks = a_step(declined().model_copy(update={"status": RequestStatus.SUBMITTED}), "in_review", None)
    assert errors(with_reasons(looks, [WALKS], ())) == ("invalid_input", [("criteria", "not_now")])
    assert unwrap(with_reasons(looks, [], ())).criteria == (WALKS,), "they stay until it ends again"
    ended = a_step(looks.model_copy(update={"version": 6}), "closed", "person_died")
    assert unwrap(with_reasons(ended, [], ())).criteria == ()


def test_a_form_that_can_be_declined_has_criteria(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path)
    monkeypatch.setattr(outcomes, "FOLDER", tmp_path)
    with pytest.raises(ValidationError, match="has criteria"):
        outcomes_of("care-assessment")


def test_a_review_goes_back_to_the_queue_and_to_nobody() -> None:
    read = declined().model_copy(update={"assigned_to": "officer-1"})
    asked = unwrap(review_asked(read, "I cannot.", ["F1"], ["F1", "F2"], NOW + timedelta(days=28)))
    assert (asked.status, asked.assigned_to, asked.timeline[-1].what) == ("in_review", None, "review_asked")
    assert asked.review_due_at == NOW + timedelta(days=56)
    assert errors(review_asked(read, "I cannot.", ["F3"], ["F1"], NOW)) == (
        "invalid_input",
        [("documents", "not_found")],
    )


@pytest.mark.parametrize("status", [one for one in RequestStatus if one is not RequestStatus.DECLINED])
def test_only_a_no_is_reviewed(status: RequestStatus) -> None:
    read = declined().model_copy(update={"status": status})
    assert errors(review_asked(read, "Why?", [], [], NOW))[0] == "no_review"
    assert "review" not in can(read, NOW)


def test_a_review_is_asked_for_within_28_days_and_once() -> None:
    late = NOW + timedelta(days=28, seconds=1)
    assert errors(review_asked(declined(), "Why?", [], [], late))[0] == "no_review"
    assert (can(declined(), late), can(declined(), NOW)) == ([], ["add_evidence", "review"])
    assert takes_evidence(declined(), NOW) == "yes"
    assert isinstance(takes_evidence(declined(), late), Refusal)
    again = unwrap(review_asked(declined(), "Why?", [], [], NOW)).model_copy(update={"status": RequestStatus.DECLINED})
    refused = review_asked(again, "Why?", [], [], NOW)
    assert isinstance(refused, Refusal)
    assert "Ombudsman" in refused.detail


@pytest.mark.usefixtures("declinable")
def test_another_officer_decides_the_review() -> None:
    asked = unwrap(review_asked(declined(), "Why?", [], [], NOW)).model_copy(update={"version": 6})
    for status, outcome in (("declined", "no_badge"), ("closed", "person_died")):
        ended = a_step(asked, status, outcome)
        refused = not_by_the_same(asked, ended, "officer-1")
        assert refused is not None
        assert refused.code == "same_officer"
        assert not_by_the_same(asked, ended, "officer-2") is None
        assert ended.review_due_at is None
    assert not_by_the_same(asked, a_step(asked, "information_needed", None), "officer-1") is None, "may ask"
    assert not_by_the_same(declined(), ended, "officer-1") is None, "no review"


def test_a_death_ends_the_question_and_brings_it_to_an_officer() -> None:
    """H5."""
    asked = a_request(status=RequestStatus.INFORMATION_NEEDED, asked_at=NOW)
    told_us = unwrap(death_reported(asked, NOW))
    assert (told_us.status, told_us.asked_at, told_us.timeline[-1].what) == ("in_review", None, "death_reported")
    assert errors(death_reported(declined(), NOW))[0] == "decided_already"


@pytest.mark.parametrize(("authority", "event"), [("self", None), ("deputy", RequestEnded)])
def test_nobody_is_told_of_their_own_death(authority: str, event: Any) -> None:
    """H5."""
    read = a_request(answers={"authority": authority})
    assert told(read, a_step(read, "closed", "person_died")) is event


def test_a_priority_is_an_officers_word() -> None:
    urgent = unwrap(prioritised(a_request(), "urgent", "Her carer died today"))
    assert (urgent.priority, urgent.priority_why) == ("urgent", "Her carer died today")
    assert errors(prioritised(declined(), "urgent", "x"))[0] == "decided_already"


def test_that_a_review_is_late_is_noted_once() -> None:
    asked = unwrap(review_asked(declined(), "Look again", (), (), NOW))
    due = NOW + timedelta(days=28)
    assert due_at(asked) == due
    assert overdue(asked, due - timedelta(seconds=1)) is None
    late = overdue(asked, due)
    assert late is not None
    assert (late.status, late.timeline[-1].what, due_at(late)) == ("in_review", "review_late", None)
    assert overdue(late, due + timedelta(days=1)) is None


def test_nothing_is_due_of_a_review_that_was_withdrawn() -> None:
    asked = unwrap(review_asked(declined(), "Look again", (), (), NOW))
    assert due_at(unwrap(withdrawn(asked, NOW))) is None
