"""Page `sessions`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_security import session
from web import cookies

HERE = "/account/sessions"


def test_this_one_and_the_others(resident: Browser) -> None:
    resident.get(HERE)
    assert "In this browser Signed in 21 November 2026, 9:15am, with a code by email" in resident.text
    assert "Elsewhere Signed in 21 November 2026, 9:15am, with a code from your app" in resident.text
    assert resident.page.body.count('name="session_id"') == 1
    assert "If you do not recognise one of these, change your password" in resident.text


def test_nowhere_else(resident: Browser) -> None:
    items = [session("01KTHIS", this_one=True, method="some new way")]
    resident.api.says("GET", "/v1/sessions", 200, {"items": items, "next": None})
    resident.get(HERE)
    assert "You are not signed in anywhere else." in resident.text
    assert "Signed in 21 November 2026, 9:15am Last used" in resident.text


def test_ending_one(resident: Browser) -> None:
    resident.get(HERE)
    assert resident.send(HERE, session_id="01KOTHER/..").headers["Location"] == HERE
    assert resident.api.calls[-1].path == "/v1/sessions/01KOTHER%2F.."
    resident.follow()
    assert "That browser is signed out." in resident.text


def test_ending_all(resident: Browser) -> None:
    resident.get(HERE)
    answer = resident.send(HERE, session_id="")
    assert answer.headers["Location"] == "/signed-out"
    assert answer.headers["Clear-Site-Data"]
    assert resident.api.called("DELETE", "/v1/sessions")
    assert cookies.SESSION not in resident.cookies


@pytest.mark.parametrize(("session_id", "operation"), [("01K", "/v1/sessions/{id}"), ("", "/v1/sessions")])
def test_a_refusal_is_said(resident: Browser, session_id: str, operation: str) -> None:
    resident.get(HERE)
    resident.api.refuses("DELETE", operation, 503, "try_again", "Try again.")
    assert resident.send(HERE, session_id=session_id).status == 503
    assert cookies.SESSION in resident.cookies


def test_one_that_is_over_already_is_ended(resident: Browser) -> None:
    resident.get(HERE)
    resident.api.refuses("DELETE", "/v1/sessions/{id}", 404, "not_found")
    assert resident.send(HERE, session_id="01K").headers["Location"] == HERE
