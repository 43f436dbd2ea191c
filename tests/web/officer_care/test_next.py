"""Page `officer_care_next`."""

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

QUEUE, PATH = "/officer/requests", "/officer/next-request"


def test_the_next_one_is_taken_and_opened(officer: Browser) -> None:
    officer.api.requests.sent()
    officer.get(QUEUE)
    assert officer.send(PATH).headers["Location"] == f"{QUEUE}/{REQUEST}"
    assert officer.api.requests.kept.assigned_to == "officer-1"


def test_nothing_waits_that_nobody_has(officer: Browser) -> None:
    officer.get(QUEUE)
    assert officer.send(PATH).headers["Location"] == QUEUE
    officer.follow()
    assert "No request is waiting for somebody to take it." in officer.text
    assert "Success" not in officer.text


def test_another_teams_officer(officer: Browser) -> None:
    officer.get(QUEUE)
    officer.api.refuses("POST", "/v1/officer/request-assignments", 403, "wrong_role")
    assert officer.send(PATH).status == 403


def test_loaded_again(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == QUEUE
