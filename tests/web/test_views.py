"""What a POST has to show, at a GET address."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.web.browser_double import Browser
from tests.web.conftest import sign_in
from web import cookies, views
from web.api.client import Reply
from web.request import End
from web.views import View

NOW = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)
REFUSED = ("POST", "/v1/sign-ins", Reply(401, {"content-type": "application/problem+json"}, b"{}"))
VIEW = View({"email": "a@example.com"}, (REFUSED,))
KEY = b"k" * 32


def test_it_comes_back_as_it_was() -> None:
    for view in (VIEW, View({}, end=End(404, "Gone", ("It is gone.",), ("/", "Start")))):
        value = views.pack(view, NOW, KEY, "/sign-in|")
        assert value
        assert views.unpack(value, NOW, KEY, "/sign-in|") == view


@pytest.mark.parametrize(
    ("now", "key", "bound_to"),
    [
        (NOW + timedelta(minutes=11), KEY, "/sign-in|"),
        (NOW, b"another", "/sign-in|"),
        (NOW, KEY, "/account|"),
        (NOW, KEY, "/sign-in|session"),
    ],
)
def test_not_later_not_elsewhere_not_for_somebody_else(now: datetime, key: bytes, bound_to: str) -> None:
    value = views.pack(VIEW, NOW, KEY, "/sign-in|")
    assert value
    assert views.unpack(value, now, key, bound_to) is None


def test_what_is_altered_or_too_long_is_nothing() -> None:
    value = views.pack(VIEW, NOW, KEY, "x")
    assert value
    assert views.unpack(value[:-2] + "AA", NOW, KEY, "x") is None
    assert views.unpack("", NOW, KEY, "x") is None
    long = "".join(chr(33 + (place * 7919) % 5000) for place in range(9000))
    assert views.pack(View({"text": long}), NOW, KEY, "x") is None


def test_secrets_are_never_kept() -> None:
    typed = {
        "password": "Longenough1!",
        "code": "1234",
        "token": "t" * 30,
        "new_password": "",
        "csrf": "c",
        "email": "e",
    }
    assert views.without_secrets(typed) == {
        "password": "-",
        "code": "-",
        "token": "-",
        "new_password": "",
        "email": "e",
    }


def test_a_wrong_password_is_told_at_an_address_that_can_be_loaded_again(browser: Browser) -> None:
    browser.get("/sign-in")
    browser.api.refuses("POST", "/v1/sign-ins", 401, "invalid_credentials", "Not right.")
    assert browser.send("/sign-in", email="ann@example.com", password="wrong").status == 422
    address = browser.sent.headers["Location"]
    assert re.fullmatch(r"/sign-in\?view=[0-9a-f]{12}", address)
    calls = len(browser.api.calls)
    for _ in range(2):
        browser.get(address)
        assert "Not right." in browser.text
        assert "ann@example.com" in browser.page.body
    assert len(browser.api.calls) == calls
    assert browser.get("/sign-in").status == 200
    assert "Not right." not in browser.text
    browser.later(minutes=11)
    assert browser.get(address).headers["Location"] == "/sign-in"


def test_nobody_else_sees_it(browser: Browser) -> None:
    """Not after another has signed in, nor at another address."""
    browser.get("/forgotten-password")
    browser.send("/forgotten-password", email="")
    address = browser.sent.headers["Location"]
    kept = {slot: browser.cookies[slot] for slot in cookies.VIEWS if slot in browser.cookies}
    assert browser.get(address.replace("/forgotten-password", "/sign-in")).headers["Location"] == "/sign-in"
    sign_in(browser)
    browser.cookies.update(kept)
    assert browser.get(address).headers["Location"] == "/forgotten-password"


def test_two_tabs_keep_what_each_has_to_show(browser: Browser) -> None:
    shown = []
    for path in ("/sign-in", "/forgotten-password"):
        browser.get(path)
        browser.send(path)
        shown.append(browser.sent.headers["Location"])
    assert [browser.get(address).status for address in shown] == [422, 422]


def test_what_is_too_long_to_be_kept_is_answered_at_once(browser: Browser) -> None:
    browser.get("/sign-in")
    form = browser.hidden("/sign-in")
    long = "".join(chr(33 + (place * 7919) % 5000) for place in range(9000))
    assert browser._ask("POST", "/sign-in", {**form, "email": long}, {}).status == 422


def test_a_view_changes_nothing(resident: Browser) -> None:
    resident.get("/account/password")
    resident.send("/account/password", current_password="x", new_password="")
    address = resident.sent.headers["Location"]
    resident.get(address)
    assert resident.page.cookies == []
