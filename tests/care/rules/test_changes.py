"""What the sender of a request tells unasked (`docs/rules/care.md`, C142 and C143; `docs/rules/harm.md`, H5)."""

from datetime import timedelta
from typing import Any

from care.model import CareRequest, RequestStatus
from care.rules.cases import message_read, to_do, updated
from care.rules.changes import MOST_CHANGES, change_reported, move_reported
from care.rules.concerns import CONCERN
from care.rules.outcomes import outcomes_of
from care.rules.questions import due_at
from care.rules.requests import can
from care.rules.telling import about, news
from portal.events.care import RequestEnded, RequestFeeEnded
from portal.problems import Refusal, unwrap
from tests.care.rules.test_blue_badge import agreed
from tests.care.rules.test_cases import NOW, a_request, errors

HOUR = timedelta(hours=1)


def saved(after: CareRequest | Refusal) -> CareRequest:
    """As it is once it is stored."""
    made = unwrap(after)
    return made.model_copy(update={"version": made.version + 1})


def closed(read: CareRequest) -> Any:
    return updated(read, "closed", "moved_away", "Ask there.", "officer-1", version=read.version, now=NOW)


def test_a_change_stands_beside_the_answers_and_is_unread() -> None:
    read = a_request(answers={"pets": ["cat"]}, status=RequestStatus.IN_REVIEW)
    assert "report_change" in can(read, NOW)
    once = saved(change_reported(read, "The cat has died", NOW))
    twice = saved(change_reported(once, "And I fell", NOW + HOUR))
    assert (twice.status, twice.answers, twice.unread_since) == (read.status, read.answers, NOW)
    assert [one.text for one in twice.timeline[-2:]] == ["The cat has died", "And I fell"]
    assert news(read, once) == []


def test_no_officer_decides_past_what_they_have_not_seen() -> None:
    read = a_request()
    told = saved(change_reported(read, "I fell", NOW))
    step = updated(told, "in_review", None, None, "officer-1", version=read.version, now=NOW)
    assert errors(step) == errors(message_read(told, None, None, version=read.version))
    assert errors(step)[0] == "changed_meanwhile"
    seen = updated(told, "in_review", None, None, "officer-1", version=told.version, now=NOW)
    assert unwrap(seen).unread_since is None


def test_an_officer_says_that_they_have_read_it() -> None:
    told = saved(change_reported(a_request(), "I fell", NOW))
    read = unwrap(message_read(told, None, None, version=told.version))
    assert (read.unread_since, read.status, read.timeline) == (None, told.status, told.timeline)
    assert errors(message_read(read, None, None, version=told.version))[0] == "decided_already"
    assert errors(message_read(told, "x", None, version=told.version))[1] == [("outcome", "not_now")]
    assert errors(message_read(told, None, "Thanks", version=told.version))[1] == [("message", "not_now")]


def test_with_an_assessor_it_waits_for_an_officer_while_something_is_unread() -> None:
    read = a_request(status=RequestStatus.WITH_ASSESSOR, assessor_until=NOW + HOUR)
    told = saved(change_reported(read, "I fell", NOW))
    assert [to_do(one, NOW) for one in (read, told)] == [False, True]
    assert told.assessor_until == read.assessor_until


def test_while_a_question_is_open_it_waits_for_an_officer_until_it_is_read() -> None:
    """The question stays open: what was told is not its answer."""
    asked = a_request(status=RequestStatus.INFORMATION_NEEDED, asked_at=NOW)
    assert {"reply", "report_change"} <= set(can(asked, NOW))
    told = saved(change_reported(asked, "I fell", NOW))
    read = unwrap(message_read(told, None, None, version=told.version))
    assert [to_do(one, NOW) for one in (asked, told, read)] == [False, True, False]
    assert [(one.status, one.asked_at) for one in (told, read)] == [("information_needed", NOW)] * 2


def test_of_what_has_ended_one_tells_by_telephone() -> None:
    read = a_request(status=RequestStatus.CLOSED)
    assert not {"report_change", "report_move"} & set(can(read, NOW))
    for tell in (change_reported, move_reported):
        assert errors(tell(read, "I fell", NOW))[0] == "decided_already"


def test_a_concern_is_added_to_and_ends_with_no_move() -> None:
    read = a_request(form_id=CONCERN)
    assert can(read, NOW) == ["report_change"]
    added = unwrap(change_reported(read, "He came back", NOW))
    assert (added.answers, added.status, added.unread_since) == (read.answers, read.status, NOW)
    assert errors(move_reported(read, "York", NOW))[0] == "decided_already"


def test_who_has_written_often_is_asked_to_call() -> None:
    read = a_request()
    for _ in range(MOST_CHANGES):
        read = saved(change_reported(read, "I fell", NOW))
    assert errors(change_reported(read, "I fell", NOW))[0] == "too_many_messages"


def test_a_move_out_of_the_county_ends_the_question_and_brings_it_to_an_officer() -> None:
    """H5."""
    asked = a_request(status=RequestStatus.INFORMATION_NEEDED, asked_at=NOW, answers={"authority": "self"})
    told = saved(move_reported(asked, "1 High Street, York", NOW))
    assert (told.status, told.asked_at, told.unread_since, due_at(told)) == ("in_review", None, NOW, None)
    assert "report_move" not in can(told, NOW)
    assert errors(move_reported(told, "York", NOW))[0] == "decided_already"
    assert news(told, unwrap(closed(told))) == [RequestEnded]


def test_no_letter_goes_where_the_person_has_moved_away_from() -> None:
    """H5."""
    safe: dict[str, Any] = {
        "authority": "self",
        "safe_contact_channels": ["post", "email"],
        "address": {"lines": ["1 High Street"]},
    }
    safe |= {"safe_contact_shared_post": False, "safe_contact_shared_device": False}
    read = a_request(answers=safe)
    told = saved(move_reported(read, "York", NOW))
    by_telephone = unwrap(closed(read))
    found = [about(one, RequestEnded)["safe_by"] for one in (read, told, by_telephone)]
    assert found == [("email", "post"), ("email",), ("email",)]


def test_who_has_moved_away_owes_no_fee() -> None:
    """H5."""
    given = unwrap(agreed()).model_copy(update={"version": 6})
    assert can(given, NOW) == ["report_move", "report_death"]
    over = unwrap(move_reported(given, "York", NOW))
    assert (over.status, over.outcome, over.ordered_at) == ("closed", "moved_away", None)
    assert news(given, over) == [RequestFeeEnded]


def test_a_concern_does_not_end_because_somebody_has_moved() -> None:
    assert "moved_away" not in {one.outcome for one in outcomes_of(CONCERN)}
    assert "person_died" in {one.outcome for one in outcomes_of(CONCERN)}
