"""Page `officer_care_opening`."""

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

CASE = f"/officer/requests/{REQUEST}"
PATH = f"{CASE}/opening"
OPENINGS = ("POST", "/v1/officer/requests/{id}/openings")


def test_a_reason_opens_it(officer: Browser) -> None:
    officer.api.requests.sent()
    officer.get(CASE)
    assert officer.send(PATH, reason=" It is my case ").headers["Location"] == CASE
    assert [call.body for call in officer.api.called(*OPENINGS)] == [{"reason": "It is my case"}]
    officer.follow()
    assert "Who sent it" in officer.text


def test_no_reason_and_one_that_the_api_refuses(officer: Browser) -> None:
    officer.api.requests.sent()
    officer.get(CASE)
    assert officer.send(PATH, reason="").status == 422
    assert "Say why you open it." in officer.text
    officer.api.refuses(*OPENINGS, 422, "invalid_input", errors=[("reason", "Enter at least 3 characters.")])
    assert officer.send(PATH, reason="x").status == 422
    assert "Enter at least 3 characters." in officer.text


def test_one_that_is_gone(officer: Browser) -> None:
    officer.api.requests.sent()
    officer.get(CASE)
    officer.api.refuses(*OPENINGS, 404, "not_found")
    assert officer.send(PATH, reason="My case").status == 404


def test_loaded_again(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == CASE
