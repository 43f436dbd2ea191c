"""Page `officer_care_priority`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

CASE = f"/officer/requests/{REQUEST}"
PATH = f"{CASE}/priority"


@pytest.fixture
def at_work(officer: Browser) -> Browser:
    officer.api.requests.sent()
    officer.api.requests.opened = True
    officer.get(CASE)
    return officer


def test_an_officer_says_that_it_cannot_wait_and_why(at_work: Browser) -> None:
    assert "Not urgent, by the answers." in at_work.text
    assert at_work.send(PATH, why=" Her carer has left ").headers["Location"] == CASE
    at_work.follow()
    assert "Urgent, by the word of an officer: Her carer has left." in at_work.text
    at_work.send(PATH, why="Her sister came")
    assert at_work.api.requests.kept.priority == "ordinary"


def test_what_the_api_refuses_is_said(at_work: Browser) -> None:
    at_work.api.refuses("PUT", "/v1/officer/requests/{id}/priority", 422, "invalid_input", "Say why.")
    assert at_work.send(PATH, why="").status == 422


def test_loaded_again(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == CASE
