"""Answering what the care team asked."""

import pytest

from care.model import RequestStatus
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

HERE = f"/care/requests/{REQUEST}"
REPLY = f"{HERE}/reply"
QUESTION = "Which day suits you?"


@pytest.fixture
def asked(resident: Browser) -> Browser:
    resident.api.requests.sent(RequestStatus.INFORMATION_NEEDED, text=QUESTION)
    return resident


def test_the_question_stands_where_one_comes_by(asked: Browser) -> None:
    for page, leads in (("/account", f'href="{REPLY}"'), (HERE, f'href="{REPLY}"'), (REPLY, "Your answer")):
        assert leads in asked.get(page).body
    assert QUESTION in asked.text
    assert "Nothing at the moment" not in asked.get("/account").body


def test_an_answer_goes_back_to_the_team(asked: Browser) -> None:
    asked.get(REPLY)
    assert asked.send(REPLY, text="Any day").headers["Location"] == HERE
    asked.follow()
    assert "We are looking at it" in asked.text
    assert "Any day" in asked.text
    assert asked.get(REPLY).headers["Location"] == HERE


def test_an_empty_answer_says_what_to_do(asked: Browser) -> None:
    asked.get(REPLY)
    assert asked.send(REPLY, text="").status == 422
    assert "Write your answer." in asked.text


def test_who_answers_too_late_is_told(asked: Browser) -> None:
    asked.get(REPLY)
    hidden = asked.hidden(REPLY)
    asked.api.requests.change(status=RequestStatus.CLOSED, asked_at=None)
    assert asked.post(REPLY, {**hidden, "text": "Any day"}).status == 409
    assert "not waiting for an answer" in asked.text


def test_nothing_was_asked(resident: Browser) -> None:
    resident.api.requests.sent()
    assert resident.get(REPLY).headers["Location"] == HERE
