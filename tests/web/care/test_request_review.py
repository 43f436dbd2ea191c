"""Asking for a review of a no."""

from datetime import timedelta

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

HERE = f"/care/requests/{REQUEST}"
REVIEW = f"{HERE}/review"


@pytest.fixture
def declined(resident: Browser) -> Browser:
    resident.api.requests.declined()
    return resident


def test_the_reasons_stand_where_one_may_disagree(declined: Browser) -> None:
    for page in (HERE, REVIEW):
        declined.get(page)
        for words in ("Why we said no", "Not met. You walk 80 metres without help.", "Met."):
            assert words in declined.text
    assert f'href="{REVIEW}"' in declined.get(HERE).body


def test_a_review_is_asked_for(declined: Browser) -> None:
    declined.get(REVIEW)
    assert declined.send(REVIEW, why="I cannot walk.").headers["Location"] == HERE
    declined.follow()
    assert "They decide by 19 December 2026." in declined.text
    assert declined.get(REVIEW).headers["Location"] == HERE


def test_papers_are_sent_from_there_and_lead_back(declined: Browser) -> None:
    assert f'href="{HERE}/files/authority_proof"' in declined.get(REVIEW).body
    assert declined.get(f"{HERE}/evidence/authority_proof?bucket=b&key=k").headers["Location"] == REVIEW


def test_no_words_say_what_to_do(declined: Browser) -> None:
    declined.get(REVIEW)
    assert declined.send(REVIEW, why="").status == 422
    assert "Say why you do not agree." in declined.text


def test_after_28_days_there_is_the_ombudsman(declined: Browser) -> None:
    declined.get(REVIEW)
    hidden = declined.hidden(REVIEW)
    declined.api.requests.now += timedelta(days=29)
    declined.get(HERE)
    assert "Ombudsman" in declined.text
    assert declined.post(REVIEW, {**hidden, "why": "I cannot walk."}).status == 409
    assert "Ombudsman" in declined.text


def test_nothing_was_declined(resident: Browser) -> None:
    resident.api.requests.sent()
    assert resident.get(REVIEW).headers["Location"] == HERE
