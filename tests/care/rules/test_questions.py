"""Questions about a request, their answers, and what is due without anybody (`docs/rules/care.md`, C66 to C69)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.model import CareRequest, RequestStatus
from care.rules.cases import updated
from care.rules.concerns import CONCERN, unsent_at
from care.rules.forms import newest_forms
from care.rules.questions import due_at, overdue, replied
from care.rules.requests import can, takes_evidence, withdrawn
from care.rules.telling import told
from portal.events.care import RequestDraftEnding, RequestNotSent, RequestQuestionRepeated
from portal.forms.definition import Form
from portal.problems import Refusal
from portal.questions import MOST_QUESTIONS
from tests.care.rules.test_cases import NOW, a_request

WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)


def asked(read: CareRequest | None = None, at: datetime = NOW) -> CareRequest:
    read = read or a_request()
    found = updated(read, "information_needed", None, "Which day suits you?", "sub-1", version=read.version, now=at)
    assert isinstance(found, CareRequest), found
    return found.model_copy(update={"version": read.version + 1})


def happened(request: CareRequest) -> list[str]:
    return [one.what for one in request.timeline]


def test_a_question_can_be_answered_with_words_and_files() -> None:
    waits = asked()
    assert (waits.status, waits.asked_at, waits.timeline[-1].text) == (
        "information_needed",
        NOW,
        "Which day suits you?",
    )
    assert can(waits, NOW) == ["add_evidence", "reply", "report_change", "withdraw", "report_move", "report_death"]
    assert takes_evidence(waits, NOW) == "yes"
    back = replied(waits, "Any day", NOW + HOUR)
    assert isinstance(back, CareRequest)
    assert (back.status, back.asked_at, happened(back)[-1]) == ("in_review", None, "replied")
    assert "reply" not in can(back, NOW)


@pytest.mark.parametrize(
    "read", [a_request(), a_request(status=RequestStatus.IN_REVIEW), a_request(status=RequestStatus.CLOSED)]
)
def test_nothing_was_asked_so_nothing_is_answered(read: CareRequest) -> None:
    found = replied(read, "Any day", NOW)
    assert isinstance(found, Refusal)
    assert found.code == "nothing_asked"


@pytest.mark.parametrize(("words", "outcome", "field"), [(None, None, "message"), ("Why?", "equipment", "outcome")])
def test_a_question_has_words_and_no_outcome(words: str | None, outcome: str | None, field: str) -> None:
    found = updated(a_request(), "information_needed", outcome, words, "sub-1", version=4, now=NOW)
    assert isinstance(found, Refusal)
    assert [one.field for one in found.errors] == [field]


def test_so_many_questions_and_no_more() -> None:
    request = a_request()
    for _ in range(MOST_QUESTIONS):
        request = asked(request)
    found = updated(request, "information_needed", None, "And?", "sub-1", version=request.version, now=NOW)
    assert isinstance(found, Refusal)
    assert found.code == "too_many_questions"


def test_who_does_not_answer_is_asked_again_once_and_then_the_team_goes_on() -> None:
    request, went = asked(), list[tuple[int, str]]()
    for hours in range(40 * 24):
        after = overdue(request, NOW + timedelta(hours=hours))
        if after is not None:
            assert (told(request, after) is RequestQuestionRepeated) is (happened(after)[-1] == "question_repeated")
            went.append((hours // 24, happened(after)[-1]))
            request = after
    assert went == [(7, "question_repeated"), (28, "no_answer")]
    assert (request.status, request.asked_at, due_at(request)) == ("in_review", None, None)


@pytest.mark.parametrize("step", [("in_review", None), ("closed", "advice_only")])
def test_who_asked_and_goes_on_asks_nobody_again(step: Any) -> None:
    waits = asked()
    after = updated(waits, step[0], step[1], "We go on.", "sub-1", version=waits.version, now=NOW)
    assert isinstance(after, CareRequest)
    assert (after.asked_at, due_at(after)) == (None, None)
    gone = withdrawn(waits, NOW)
    assert isinstance(gone, CareRequest)
    assert due_at(gone) is None


def a_draft(**changes: Any) -> CareRequest:
    draft = {"status": RequestStatus.DRAFT, "submitted_at": None, "reference": None, "timeline": ()}
    return a_request(**draft | {"expires_at": NOW + timedelta(days=30)} | changes)


@given(hours=st.integers(0, 40 * 24))
def test_who_was_warned_of_a_draft_has_a_week(hours: int) -> None:
    draft, now = a_draft(), NOW + timedelta(hours=hours)
    after = overdue(draft, now)
    assert (after is not None) is (23 * 24 <= hours < 30 * 24)
    if after is not None:
        assert after.expires_at is not None
        assert after.expires_at >= max(NOW + timedelta(days=30), now + WEEK)
        assert (overdue(after, now + HOUR), due_at(after)) == (None, after.expires_at), "then it goes"


def test_what_is_due_is_found_when_it_is_due() -> None:
    for request in (asked(), a_draft()):
        due = due_at(request)
        assert due is not None
        assert overdue(request, due - timedelta(milliseconds=1)) is None
        assert overdue(request, due) is not None


@pytest.mark.parametrize("form", [one for one in newest_forms() if one.professionals_only], ids=lambda form: form.id)
def test_who_began_a_concern_is_told_once_after_a_day_that_it_is_not_sent(form: Form) -> None:
    """And again a day after they went on with it; before a draft ends as everybody is."""
    draft, went = a_draft(form_id=form.id, unsent_at=unsent_at(form, NOW)), list[tuple[int, Any]]()
    for hours in range(40 * 24):
        after = overdue(draft, NOW + timedelta(hours=hours))
        if after is not None:
            went.append((hours, told(draft, after)))
            draft = after
    assert went == [(24, RequestNotSent), (23 * 24, RequestDraftEnding)]


def test_that_it_is_not_sent_does_not_say_that_it_is_a_concern() -> None:
    told_of = {form.id for form in newest_forms() if unsent_at(form, NOW)}
    assert told_of == {form.id for form in newest_forms() if form.professionals_only}
    assert told_of > {CONCERN}
