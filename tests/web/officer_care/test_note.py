"""Page `officer_care_note`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

CASE = f"/officer/requests/{REQUEST}"
PATH = f"{CASE}/notes"
NOTES = ("POST", "/v1/officer/requests/{id}/notes")


@pytest.fixture
def at_work(officer: Browser) -> Browser:
    officer.api.requests.sent()
    officer.api.requests.opened = True
    officer.get(CASE)
    return officer


def test_a_note_is_saved_and_shown(at_work: Browser) -> None:
    assert at_work.send(PATH, text=" Calls back ").headers["Location"] == CASE
    [sent] = at_work.api.called(*NOTES)
    assert sent.body == {"text": "Calls back"}
    assert sent.headers["Idempotency-Key"]
    at_work.follow()
    assert "you: Calls back" in at_work.text


def test_nothing_written_is_no_note(at_work: Browser) -> None:
    assert at_work.send(PATH, text=" ").headers["Location"] == CASE
    assert at_work.api.called(*NOTES) == []


def test_one_too_many(at_work: Browser) -> None:
    at_work.api.refuses(*NOTES, 409, "too_many_notes", "This request has 40 notes.")
    assert at_work.send(PATH, text="x").status == 409
    assert "This request has 40 notes." in at_work.text


def test_loaded_again(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == CASE
