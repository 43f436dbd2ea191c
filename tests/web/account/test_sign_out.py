"""Page `sign_out`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_security import TOKEN
from web import cookies


def test_it_ends_the_session_and_forgets(resident: Browser) -> None:
    resident.get("/account")
    answer = resident.send("/sign-out")
    assert answer.headers["Location"] == "/signed-out"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert resident.api.called("DELETE", "/v1/session")[0].headers["Authorization"] == f"Bearer {TOKEN}"
    assert not set(resident.cookies) & set(cookies.OURS)


def test_a_link_does_not_sign_out(resident: Browser) -> None:
    assert resident.get("/sign-out").status == 405
    assert resident.api.calls == []
    assert cookies.SESSION in resident.cookies


def test_a_session_that_was_over_already(resident: Browser) -> None:
    resident.get("/account")
    resident.api.says("DELETE", "/v1/session", 401, None)
    assert resident.send("/sign-out").headers["Location"] == "/signed-out"


def not_ended(resident: Browser) -> None:
    """What is said is so: this browser is signed out, the session may not be."""
    answer = resident.send("/sign-out")
    assert answer.status == 503
    assert "of this browser only" in answer.body
    assert resident.sent.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not set(resident.cookies) & set(cookies.OURS) - set(cookies.VIEWS)


def test_another_tab_noticed_before_that_it_was_over(resident: Browser) -> None:
    resident.get("/account")
    del resident.cookies[cookies.SESSION]
    assert resident.send("/sign-out").headers["Location"] == "/signed-out"
    assert not resident.api.called("DELETE", "/v1/session")


def test_without_the_api_this_browser_forgets_all_the_same(resident: Browser) -> None:
    resident.get("/account")
    resident.api.down = True
    not_ended(resident)


def test_a_session_that_could_not_be_ended_is_not_called_ended(resident: Browser) -> None:
    resident.get("/account")
    resident.api.refuses("DELETE", "/v1/session", 503, "try_again")
    not_ended(resident)


@pytest.mark.parametrize("name", [cookies.SESSION, cookies.CSRF])
def test_a_form_left_open_in_another_tab_is_dead(resident: Browser, name: str) -> None:
    resident.get("/account/profile/edit")
    old = resident.hidden("/account/profile/edit")
    resident.send("/sign-out")
    assert name not in resident.cookies
    assert resident.post("/account/profile/edit", {**old, "first_name": "X"}).status == 403
