"""Page `permits_reply`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, permit

PATH = f"/permits/{PERMIT_ID}/reply"


@pytest.fixture
def asked(resident: Browser) -> Browser:
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("information_needed", reason="Which flat is it?"))
    resident.get(PATH)
    return resident


def test_it_shows_the_question(asked: Browser) -> None:
    assert "Which flat is it?" in asked.text


def test_answering(asked: Browser) -> None:
    assert asked.send(PATH, text="Flat 2").headers["Location"] == f"/permits/{PERMIT_ID}"
    sent = asked.api.called("POST", "/v1/permits/{id}/replies")[0]
    assert sent.body == {"text": "Flat 2"}
    assert sent.headers["Idempotency-Key"]


def test_nothing_written(asked: Browser) -> None:
    asked.api.refuses("POST", "/v1/permits/{id}/replies", 422, "invalid_input", errors=[("text", "Too short.")])
    assert asked.send(PATH).status == 422
    assert "Write your answer." in asked.text
    assert "Too short." not in asked.text


def test_too_much_is_kept(asked: Browser) -> None:
    asked.api.refuses("POST", "/v1/permits/{id}/replies", 422, "invalid_input", errors=[("text", "Too long.")])
    assert asked.send(PATH, text="long story").status == 422
    assert "long story" in asked.page.body


def test_answered_meanwhile(asked: Browser) -> None:
    asked.api.refuses("POST", "/v1/permits/{id}/replies", 409, "nothing_asked", "We are not waiting for an answer.")
    asked.api.says("GET", "/v1/permits/{id}", 200, permit("in_review"))
    assert asked.send(PATH, text="Flat 2").status == 409
    assert "We are not waiting for an answer." in asked.text
    assert "Application received" in asked.text


def test_nothing_asked(resident: Browser) -> None:
    assert resident.get(PATH).headers["Location"] == f"/permits/{PERMIT_ID}"


def test_gone(asked: Browser) -> None:
    asked.api.refuses("POST", "/v1/permits/{id}/replies", 404, "not_found")
    asked.api.refuses("GET", "/v1/permits/{id}", 404, "not_found")
    assert asked.send(PATH, text="Flat 2").status == 404
    assert asked.get(PATH).status == 404
