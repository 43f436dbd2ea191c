"""Page `officer_care_step`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

CASE = f"/officer/requests/{REQUEST}"
PATH = f"{CASE}/step"
STATUS = ("POST", "/v1/officer/requests/{id}/status")


@pytest.fixture
def at_work(officer: Browser) -> Browser:
    officer.api.requests.sent()
    officer.api.requests.opened = True
    officer.get(CASE)
    return officer


def version(browser: Browser) -> str:
    return str(browser.api.requests.kept.version)


def test_looking_at_it(at_work: Browser) -> None:
    assert at_work.send(PATH, step="in_review", message="", version=version(at_work)).headers["Location"] == CASE
    [call] = at_work.api.called(*STATUS)
    assert call.body["status"] == "in_review"
    assert call.headers["Idempotency-Key"]
    at_work.follow()
    assert "The person sees that you are looking at it." in at_work.text


def test_asking(at_work: Browser) -> None:
    asks = {"step": "information_needed", "message": "Which day suits you?", "version": version(at_work)}
    assert at_work.send(PATH, **asks).headers["Location"] == "/officer/requests"
    [call] = at_work.api.called(*STATUS)
    assert (call.body["status"], call.body["message"]) == ("information_needed", "Which day suits you?")
    assert "outcome" not in call.body
    at_work.follow()
    assert "Your question is sent." in at_work.text


def test_an_outcome_with_own_words(at_work: Browser) -> None:
    sent = {"step": "equipment", "message": "A rail is on its way.", "version": version(at_work)}
    assert at_work.send(PATH, **sent).headers["Location"] == "/officer/requests"
    [call] = at_work.api.called(*STATUS)
    assert {name: call.body[name] for name in ("status", "outcome", "message")} == {
        "status": "approved",
        "outcome": "equipment",
        "message": "A rail is on its way.",
    }


def test_ready_made_words_where_there_are_no_own(at_work: Browser) -> None:
    at_work.send(PATH, step="advice_only", message=" ", ready="We talked.", version=version(at_work))
    [call] = at_work.api.called(*STATUS)
    assert (call.body["status"], call.body["message"]) == ("closed", "We talked.")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("", "Choose what comes of it."),
        ("information_needed", "Write what the person"),
        ("declined", "Choose what comes of it."),
        ("equipment", "Write what the person"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_sent(at_work: Browser, step: str, words: str) -> None:
    assert at_work.send(PATH, step=step, message="", version=version(at_work)).status == 422
    assert words in at_work.text
    assert at_work.api.called(*STATUS) == []


def test_changed_meanwhile_keeps_what_was_written(at_work: Browser) -> None:
    seen = version(at_work)
    at_work.api.requests.change()
    assert at_work.send(PATH, step="equipment", message="A rail.", version=seen).status == 409
    assert "Nothing was saved" in at_work.text
    assert "You had written: “A rail.”" in at_work.text


def test_what_the_api_refuses_is_said_at_its_field(at_work: Browser) -> None:
    at_work.api.refuses(*STATUS, 422, "invalid_input", errors=[("message", "Enter 2,000 characters or fewer.")])
    assert at_work.send(PATH, step="equipment", message="A rail.", version=version(at_work)).status == 422
    assert "Enter 2,000 characters or fewer." in at_work.text


def test_an_opening_that_has_ended_asks_why_again(at_work: Browser) -> None:
    at_work.api.requests.opened = False
    sent = at_work.send(PATH, step="in_review", message="", version=version(at_work))
    assert sent.headers["Location"] == CASE


def test_loaded_again(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == CASE
