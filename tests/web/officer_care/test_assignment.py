"""Page `officer_care_assignment`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

CASE = f"/officer/requests/{REQUEST}"
PATH = f"{CASE}/assignment"
ASSIGNMENT = ("PUT", "/v1/officer/requests/{id}/assignment")


@pytest.fixture
def at_work(officer: Browser) -> Browser:
    officer.api.requests.sent()
    officer.api.requests.opened = True
    officer.get(CASE)
    return officer


def test_taken_and_left(at_work: Browser) -> None:
    assert "Nobody has this request." in at_work.text
    assert at_work.send(PATH, what="take").headers["Location"] == CASE
    at_work.follow()
    assert "You have this request." in at_work.text
    assert at_work.send(PATH, what="leave").headers["Location"] == "/officer/requests"
    sent = [call.body for call in at_work.api.called(*ASSIGNMENT)]
    assert sent == [{"to": "me", "take_over": False}, {"to": None, "take_over": False}]


def test_a_colleagues_is_taken_over_knowingly(at_work: Browser) -> None:
    at_work.api.requests.change(assigned_to="officer-2")
    assert at_work.send(PATH, what="take").headers["Location"] == CASE
    at_work.follow()
    assert "A colleague has this request." in at_work.text
    at_work.send(PATH, what="take_over")
    assert at_work.api.requests.kept.assigned_to == "officer-1"


def test_one_that_has_ended(at_work: Browser) -> None:
    at_work.api.refuses(*ASSIGNMENT, 409, "decided_already", "This request has ended.")
    assert at_work.send(PATH, what="take").status == 409


def test_loaded_again(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == CASE
