"""Papers that were promised and have not come: two reminders, then the officer reads it (F17, F18)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from care.model import CareRequest, RequestStatus, TimelineEntry
from care.rules.cases import updated
from care.rules.changes import move_reported
from care.rules.forms import form_of
from care.rules.papers import FINANCIAL, Paper
from care.rules.promises import Promise, first_reminder_at, papers_chased, papers_due_at, promises
from care.rules.questions import due_at, overdue
from care.rules.requests import begun, death_reported, kept_after_closure, promised_by, submitted, withdrawn
from care.rules.telling import told
from portal.document import DocumentState, DocumentStatus, FileState, only
from portal.events.care import RequestPapersAwaited
from portal.forms.facts import Given
from portal.problems import unwrap
from tests.care.rules.test_cases import NOW, a_request
from tests.journeys.form_routes import money
from tests.support.care_answers import all_answers

DAY = timedelta(days=1)
NAMED, LEFT = "01J0000000000000000000000A", "01J0000000000000000000000B"
SOON = date(2026, 12, 1)
PENSION = Promise(kind="income_papers", what=("State Pension",), who="Kim", by=SOON)
SAVINGS = Promise(kind="savings_papers", what=("Current account", "ISA"), who="Jo", by=date(2027, 1, 20))


def paper(what: str, kind: str = "income_papers", **more: Any) -> Paper:
    return Paper(what=what, kind=kind, standing="will_send", who="Kim", by=SOON).model_copy(update=more)


def file(name: str, at: datetime, status: DocumentStatus = DocumentStatus.CLEAN) -> FileState:
    return FileState(document_id=name, filename=f"{name}.png", status=status, added_at=at)


def promising(*promised: Promise, **changes: Any) -> CareRequest:
    first = first_reminder_at(promised, NOW)
    return a_request(form_id=FINANCIAL, papers_due_at=first, **changes)


def went(read: CareRequest, promised: tuple[Promise, ...], days: int = 120) -> list[tuple[int, str]]:
    """What happened on which day, with the job once a day."""
    found = list[tuple[int, str]]()
    for day in range(days):
        now = NOW + day * DAY
        after = papers_chased(read, promised, now)
        if after is None:
            continue
        reminded = after.timeline[-1].what == "papers_reminded" and len(after.timeline) > len(read.timeline)
        assert (told(read, after) is RequestPapersAwaited) is reminded
        found += [(day, entry.what) for entry in after.timeline[len(read.timeline) :]]
        read = after
    return found


def test_two_reminders_two_weeks_apart_and_then_it_is_noted() -> None:
    read = promising(PENSION)
    assert went(read, (PENSION,)) == [(14, "papers_reminded"), (28, "papers_reminded"), (42, "papers_not_sent")]


def test_not_before_the_day_is_over_that_was_promised() -> None:
    late = PENSION.model_copy(update={"by": date(2027, 1, 10)})
    first = first_reminder_at((late, SAVINGS), NOW)
    assert first is not None
    assert datetime(2027, 1, 10, 23, 59, tzinfo=UTC) < first < datetime(2027, 1, 11, tzinfo=UTC)
    assert [day for day, _ in went(promising(late), (late,))] == [43, 57, 71]
    never = PENSION.model_copy(update={"by": date.max})
    assert went(promising(never), (never,)) == []


def test_a_reminder_names_what_is_open_who_sends_it_and_by_when() -> None:
    after = papers_chased(promising(PENSION, SAVINGS), (PENSION, SAVINGS), NOW + 14 * DAY)
    assert after is not None
    assert after.timeline[-1].text == (
        "State Pension: Kim, by 1 December 2026; Current account, ISA: Jo, by 20 January 2027"
    )
    came = PENSION.model_copy(update={"came": ("A",)})
    again = papers_chased(after, (came, SAVINGS), NOW + 60 * DAY)
    assert again is not None
    assert again.timeline[-1].text == "Current account, ISA: Jo, by 20 January 2027"


def test_it_stops_when_all_have_come() -> None:
    came = PENSION.model_copy(update={"came": ("A",)})
    assert went(promising(PENSION), (came,)) == []
    after = papers_chased(promising(PENSION), (came,), NOW + 14 * DAY)
    assert after is not None
    assert due_at(after) is None
    one_of_two = SAVINGS.model_copy(update={"came": ("A",), "by": SOON})
    assert went(promising(one_of_two), (one_of_two,))[0] == (14, "papers_reminded")


def test_what_came_first_leaves_the_later_promise_its_day() -> None:
    came = PENSION.model_copy(update={"came": ("A",)})
    assert went(promising(PENSION, SAVINGS), (came, SAVINGS))[0] == (53, "papers_reminded")


def ended(read: CareRequest) -> Any:
    return updated(read, "closed", "papers_missing", "Closed.", "sub-1", version=read.version, now=NOW)


@pytest.mark.parametrize(
    "step",
    [
        ended,
        lambda read: withdrawn(read, NOW),
        lambda read: death_reported(read, NOW),
        lambda read: move_reported(read, "York", NOW),
        lambda read: kept_after_closure(read, NOW),
    ],
    ids=["decided", "withdrawn", "died", "moved away", "closed account"],
)
def test_it_stops_when_it_is_decided_withdrawn_or_the_person_has_died_or_moved(step: Any) -> None:
    over = step(promising(PENSION))
    assert isinstance(over, CareRequest)
    assert (due_at(over), papers_chased(over, (PENSION,), NOW + 20 * DAY)) == (None, None)


def test_a_review_begins_no_new_reminders() -> None:
    reviewed = promising(PENSION, status=RequestStatus.IN_REVIEW, review={"asked_at": NOW, "why": "Look again"})
    assert papers_due_at(reviewed) is None


def test_what_came_after_sending_counts_and_what_was_refused_does_not() -> None:
    later, before = NOW + DAY, NOW - DAY
    states = [
        DocumentState(
            kind="income_papers",
            status=DocumentStatus.CLEAN,
            files=(
                file("before", before),
                file("refused", later, DocumentStatus.REFUSED),
                file("announced", later, DocumentStatus.AWAITING_UPLOAD),
                file("scanning", later, DocumentStatus.SCANNING),
            ),
        ),
        DocumentState(kind="cost_papers", status=DocumentStatus.CLEAN, files=(file("other", later),)),
    ]
    named = [
        paper("State Pension"),
        paper("ISA", "savings_papers"),
        paper("Other income"),
        Paper(what="Rent", kind="cost_papers", standing="cannot", why="None"),
        Paper(what="Pension Credit", kind="income_papers", standing="have"),
    ]
    assert promises(named, states, NOW) == (
        PENSION.model_copy(update={"what": ("State Pension", "Other income"), "came": ("scanning",)}),
        Promise(kind="savings_papers", what=("ISA",), who="Kim", by=SOON),
    )


def test_a_file_counts_for_the_lines_that_it_was_sent_for() -> None:
    """One letter may show three pensions, and one for another line keeps no promise."""
    named = [paper("State Pension", line="A"), paper("Other income", line="B")]

    def is_open(*lines: tuple[str, ...]) -> bool:
        files = tuple(file("F", NOW + DAY).model_copy(update={"lines": one}) for one in lines)
        states = [DocumentState(kind="income_papers", status=DocumentStatus.CLEAN, files=files)]
        [promise] = promises(named, states, NOW)
        return promise.open

    assert not is_open(("A", "B"))
    assert is_open(("A",), ("A",))
    assert is_open(("A",), ("C",))
    assert not is_open(("A",), ())


def test_a_paper_that_came_with_the_form_for_its_line_is_not_promised() -> None:
    named = [paper("State Pension", line="A"), paper("Other income", line="B")]
    with_form = file("F", NOW).model_copy(update={"lines": ("A",)})

    def promised(*files: FileState) -> tuple[Promise, ...]:
        return promises(named, [DocumentState(kind="income_papers", status=DocumentStatus.CLEAN, files=files)], NOW)

    only_b = PENSION.model_copy(update={"what": ("Other income",)})
    assert promised(with_form) == (only_b,)
    assert promised(with_form.model_copy(update={"lines": ("A", "B")})) == ()
    refused = with_form.model_copy(update={"status": DocumentStatus.REFUSED})
    assert promised(refused) == (PENSION.model_copy(update={"what": ("State Pension", "Other income")}),)
    later = file("G", NOW + DAY)
    assert promised(with_form, later) == (only_b.model_copy(update={"came": ("G",)}),)


def sent(name: str, status: DocumentStatus = DocumentStatus.CLEAN) -> tuple[CareRequest, list[DocumentState]]:
    """A financial assessment with one promised pension, for which a file lay in the draft, and a benefit whose paper is
    the file NAMED. `name`: the pension's file, in that `status`.
    """
    form = unwrap(form_of(FINANCIAL, None))
    draft = unwrap(begun(form, "0" * 26, "0" * 26, "resident", NOW, DAY))
    chosen = {
        "pensions": [money("pension", "state_pension", "will_send")],
        "benefits": [money("benefit", "esa")],
        "income_papers": [NAMED],
        "income_papers_by": "2026-12-31",
        "property": False,
    }
    answers = all_answers(form, Given(NOW.date(), False, "unknown"), **chosen)
    pension = file(name, NOW, status).model_copy(update={"lines": (answers["pensions"][0]["item_id"],)})
    files = (pension,) if name == NAMED else (file(NAMED, NOW), pension)
    states = [DocumentState(kind="income_papers", status=DocumentStatus.CLEAN, files=files)]
    read = draft.model_copy(update={"answers": answers})
    return unwrap(submitted(read, form, 1, states, "ABCD2345", NOW)), states


def asked(read: CareRequest, states: Sequence[DocumentState]) -> bool:
    """Whether a reminder is sent once something is due."""
    promised = promised_by(read, unwrap(form_of(FINANCIAL, None)), states, NOW)
    return any(what == "papers_reminded" for _, what in went(read, promised))


def test_a_file_that_no_answer_names_any_more_keeps_no_promise() -> None:
    """Uploaded first, and then "I will send it later": the file is deleted with the submission."""
    read, states = sent(LEFT)
    assert read.papers_due_at is not None
    assert asked(read, states)
    assert asked(read, only(states, {NAMED}))
    read, _ = sent(NAMED)
    assert read.papers_due_at is None


def test_a_file_that_is_scanned_after_the_submission_keeps_its_promise_only_if_it_is_clean() -> None:
    read, states = sent(NAMED, DocumentStatus.SCANNING)
    [pension] = states[0].files
    for status, reminded in ((DocumentStatus.CLEAN, False), (DocumentStatus.REFUSED, True)):
        now = pension.model_copy(update={"status": status})
        assert asked(read, [states[0].model_copy(update={"files": (now,)})]) is reminded


def test_an_open_question_goes_first_and_the_papers_wait_their_turn() -> None:
    read = promising(PENSION, status=RequestStatus.INFORMATION_NEEDED, asked_at=NOW + 7 * DAY)
    read = read.model_copy(
        update={"timeline": (*read.timeline, TimelineEntry(at=NOW + 7 * DAY, what="information_asked", version=5))}
    )
    now = NOW + 14 * DAY
    repeated = overdue(read, now)
    assert repeated is not None
    assert repeated.timeline[-1].what == "question_repeated"
    assert due_at(repeated) == now


@hypothesis.given(gaps=st.lists(st.integers(1, 24 * 70), min_size=1, max_size=12), by=st.integers(0, 90))
def test_however_seldom_the_job_runs_nobody_is_reminded_twice_in_two_weeks(gaps: list[int], by: int) -> None:
    promised = (PENSION.model_copy(update={"by": (NOW + by * DAY).date()}),)
    read, now, moments = promising(*promised), NOW, list[datetime]()
    for hours in gaps:
        now += timedelta(hours=hours)
        for _ in range(2):
            after = papers_chased(read, promised, now)
            due = papers_due_at(read)
            assert (after is not None) is (due is not None and due <= now), "found when it is due, and done once"
            if after is not None:
                moments += [now] if told(read, after) else []
                read = after
    assert len(moments) <= 2
    assert all(later - earlier >= 14 * DAY for earlier, later in pairwise(moments))
    assert all(at >= NOW + 14 * DAY and at.date() > (NOW + by * DAY).date() for at in moments)
