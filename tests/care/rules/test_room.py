"""What is written about a request fits its item in DynamoDB, in whatever script (`docs/rules/care.md`, C144)."""

import json

import pytest

from care.model import CareRequest, Criterion, RequestStatus
from care.rules.blue_badge import FORM as BLUE_BADGE
from care.rules.cases import updated
from care.rules.changes import change_reported, move_reported
from care.rules.outcomes import criteria_of
from care.rules.questions import replied
from care.rules.requests import MOST_BYTES
from care.rules.reviews import review_asked, with_reasons
from care.store.items import request_item
from portal.problems import Refusal, unwrap
from tests.care.rules.test_cases import NOW, a_request, errors

ITEM = 400 * 1024
ENGLISH, GUJARATI, WIDEST = "a" * 2000, "ગ" * 2000, "😀" * 2000


def saved(after: CareRequest | Refusal) -> CareRequest:
    made = unwrap(after)
    return made.model_copy(update={"version": made.version + 1})


def asks(read: CareRequest, text: str) -> CareRequest | Refusal:
    return updated(read, "information_needed", None, text, "officer-1", version=read.version, now=NOW)


def written_to_the_full(text: str) -> CareRequest:
    """Questions, answers and changes until each is refused."""
    filler = "a" * (MOST_BYTES - len(json.dumps({"other": ""})))
    read = a_request(form_id=BLUE_BADGE, answers={"other": filler})
    while not isinstance(asked := asks(read, text), Refusal):
        read = saved(asked)
        told = change_reported(read, text, NOW)
        read = read if isinstance(told, Refusal) else saved(told)
        read = saved(replied(read, text, NOW))
    while not isinstance(told := change_reported(read, text, NOW), Refusal):
        read = saved(told)
    return read


def declined(read: CareRequest, text: str) -> CareRequest:
    no = updated(read, "declined", "not_agreed", text, "officer-1", version=read.version, now=NOW)
    judged = [Criterion(name=one.name, met=False, why=text[:1000]) for one in criteria_of(BLUE_BADGE)]
    return saved(with_reasons(unwrap(no), judged, ()))


@pytest.mark.parametrize("text", [ENGLISH, GUJARATI, WIDEST])
def test_in_whatever_script_it_fits_its_item_and_can_be_ended(text: str) -> None:
    read = saved(move_reported(written_to_the_full(text), text, NOW))
    no = declined(read, text)
    again = declined(saved(review_asked(no, text, (), (), NOW)), text)
    size = len(json.dumps(request_item(again), ensure_ascii=False).encode())
    assert size < ITEM, f"{size} bytes"


def test_in_english_the_number_of_messages_is_the_limit() -> None:
    read = written_to_the_full(ENGLISH)
    assert sum(one.what == "information_asked" for one in read.timeline) == 15
    assert sum(one.what == "change_reported" for one in read.timeline) == 15


def test_what_does_not_fit_is_said_to_who_writes_it_and_an_open_question_can_be_answered() -> None:
    read = written_to_the_full(WIDEST)
    assert errors(asks(read, WIDEST))[0] == "too_many_questions"
    assert errors(change_reported(read, WIDEST, NOW))[0] == "too_many_messages"
    assert unwrap(asks(read, "Why?")).status is RequestStatus.INFORMATION_NEEDED
    short = saved(asks(read, "Why?"))
    assert unwrap(replied(short, WIDEST, NOW)).status is RequestStatus.IN_REVIEW
