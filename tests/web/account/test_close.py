"""Page `close_account`."""

import pytest

from tests.web.browser_double import Browser
from web import cookies

HERE = "/account/close"
OPERATION = ("POST", "/v1/account/closure")


def test_it_says_what_it_means_and_needs_a_yes(resident: Browser) -> None:
    resident.get(HERE)
    assert "this cannot be undone" in resident.text
    assert resident.send(HERE, password="").status == 422
    assert "Say that you have read" in resident.text
    assert "Enter your password." in resident.text
    assert resident.api.calls == []


def test_the_last_page_says_what_is_kept(resident: Browser) -> None:
    resident.get(HERE)
    answer = resident.send(HERE, understood="yes", password="Longenough1!")
    assert answer.status == 200
    assert resident.api.calls[-1].body == {"password": "Longenough1!", "understood": True}
    assert "Records of your payments Until 31 March 2033. The law" in resident.text
    assert not set(resident.cookies) & set(cookies.OURS) - {cookies.CSRF, *cookies.VIEWS}
    assert resident.sent.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert resident.get("/account").headers["Location"] == "/sign-in?next=/account"


def test_nothing_kept(resident: Browser) -> None:
    resident.api.says(*OPERATION, 200, {"closed_at": "2026-11-21T14:03:00Z", "kept": []})
    resident.get(HERE)
    resident.send(HERE, understood="yes", password="Longenough1!")
    assert "We keep nothing about you." in resident.text


def test_what_stops_it_is_named_and_leads_there(resident: Browser) -> None:
    errors = [("permits", "Your permit K7M2P9QA is live."), ("payments", "A payment is due.")]
    resident.api.refuses(*OPERATION, 409, "closure_blocked", errors=errors)
    resident.get(HERE)
    answer = resident.send(HERE, understood="yes", password="Longenough1!")
    assert answer.status == 409
    for _field, said in errors:
        assert said in resident.text
    assert 'href="/permits"' in answer.body
    assert cookies.SESSION in resident.cookies


@pytest.mark.parametrize(("status", "code"), [(422, "invalid_input"), (429, "too_many_attempts")])
def test_a_wrong_password(resident: Browser, status: int, code: str) -> None:
    resident.api.refuses(*OPERATION, status, code, errors=[("password", "That is not your password.")])
    resident.get(HERE)
    answer = resident.send(HERE, understood="yes", password="Wrong-horse-7")
    assert answer.status == 422
    assert "That is not your password." in resident.text
    assert "checked" in answer.body
    assert "Wrong-horse" not in answer.body
