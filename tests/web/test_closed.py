"""The pages while they are closed for work on them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.web.browser_double import START, Browser, site
from tests.web.fake_api import FakeApi
from tests.web.fake_security import TOKEN
from web import cookies


@pytest.fixture
def closed(api: FakeApi) -> Browser:
    """For an hour and a half; somebody was signed in."""
    until = START + timedelta(hours=1, minutes=30)
    return Browser(api, {cookies.SESSION: TOKEN}, site=replace(site(), closed_until=until))


@pytest.mark.parametrize("path", ["/", "/account", "/officer/permits", "/nowhere"])
def test_every_page_says_until_when(closed: Browser, path: str) -> None:
    answer = closed.get(path)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5400")
    assert "They will be back by 3:33pm today." in closed.text
    assert f'href="{path}"' in answer.body
    assert closed.api.calls == []
    assert closed.cookies[cookies.SESSION] == TOKEN


def test_a_form_is_not_sent_and_that_is_said(api: FakeApi, closed: Browser) -> None:
    open_site = Browser(api, dict(closed.cookies))
    open_site.get("/account/profile/edit")
    api.calls.clear()
    closed.cookies |= open_site.cookies
    assert closed.post("/account/profile/edit", open_site.hidden("/account/profile/edit")).status == 503
    assert "it has not arrived" in closed.text
    assert api.calls == []


def test_work_that_takes_longer_promises_no_time(closed: Browser) -> None:
    closed.later(hours=2)
    answer = closed.get("/account")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "600")
    assert "still working on them" in closed.text
    assert "back by" not in closed.text
