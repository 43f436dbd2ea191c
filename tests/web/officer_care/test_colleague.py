"""Page `officer_care_colleague`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

CASE = f"/officer/requests/{REQUEST}"
PATH = f"{CASE}/colleague"


@pytest.fixture
def at_work(officer: Browser) -> Browser:
    officer.api.requests.sent()
    officer.api.requests.opened = True
    officer.api.requests.change(assigned_to="officer-1")
    return officer


def test_a_request_is_given_to_a_colleague(at_work: Browser) -> None:
    assert f'href="{PATH}"' in at_work.get(CASE).body
    at_work.get(PATH)
    assert at_work.api.calls[-1].path == "/v1/officer/colleagues?team=care"
    assert "kim.hall@staff.example.org" in at_work.text
    assert at_work.send(PATH, to="o").headers["Location"] == "/officer/requests"
    assert at_work.api.requests.kept.assigned_to == "o"
    at_work.follow()
    assert "The request is your colleague’s now." in at_work.text


def test_nothing_chosen_and_a_refusal(at_work: Browser) -> None:
    at_work.get(PATH)
    assert at_work.send(PATH).status == 422
    assert at_work.send(PATH, to="somebody").status == 422
    assert "Choose somebody of the team that works on this request." in at_work.text
    at_work.api.requests.change(assigned_to="officer-2")
    assert at_work.send(PATH, to="o").status == 422
    assert "A colleague has this request." in at_work.text


def test_alone_in_the_team(at_work: Browser) -> None:
    at_work.api.says("GET", "/v1/officer/colleagues", 200, {"items": []})
    at_work.get(PATH)
    assert "Nobody else is in your team." in at_work.text


def test_who_has_not_opened_it_is_asked_why(at_work: Browser) -> None:
    at_work.api.requests.opened = False
    assert at_work.get(PATH).headers["Location"] == CASE


def test_what_is_refused(at_work: Browser) -> None:
    at_work.api.refuses("GET", "/v1/officer/colleagues", 403, "wrong_role")
    assert at_work.get(PATH).status == 403
    at_work.api.refuses("GET", "/v1/forms/{id}", 404, "not_found")
    assert at_work.get(PATH).status == 404
    at_work.api.refuses("GET", "/v1/officer/requests/{id}", 404, "not_found")
    assert at_work.get(PATH).status == 404
