"""Page `session_ended`, and what leads to it."""

import pytest

from tests.web.browser_double import Browser
from tests.web.conftest import sign_in
from tests.web.fake_security import ACCOUNT
from web import cookies

WHY = (
    "after 30 minutes without use, after 8 hours in any case, and when you sign out or change your password elsewhere",
    "If somebody else signed you out or changed your password, change your password",
)
UNCHANGED = {"first_name": "Ann", "last_name": "Other", "phone": "0116 496 0000", "by_email": "yes"}


@pytest.mark.parametrize("status", [401, 403])
def test_a_dead_session_leads_here_and_back(resident: Browser, status: int) -> None:
    resident.api.says("GET", "/v1/account", status, {"message": "Forbidden"})
    assert resident.get("/account/profile").headers["Location"] == "/session-ended?next=/account/profile"
    assert cookies.SESSION not in resident.cookies
    assert 'href="/sign-in?next=/account/profile"' in resident.follow().body


def test_it_names_every_reason(browser: Browser) -> None:
    browser.get("/session-ended")
    for words in WHY:
        assert words in browser.text
    assert 'href="/forgotten-password"' in browser.page.body


def test_nobody_elses_address_is_passed_on(browser: Browser) -> None:
    assert 'href="/sign-in?next=/account"' in browser.get("/session-ended?next=//evil.example").body


def test_whoever_is_signed_in_goes_on(resident: Browser) -> None:
    assert resident.get("/session-ended?next=/account/profile").headers["Location"] == "/account/profile"


def test_what_was_sent_meanwhile_is_kept_over_the_new_sign_in(resident: Browser) -> None:
    resident.get("/account/profile/edit")
    resident.api.says("PATCH", "/v1/account", 401, None)
    answer = resident.send("/account/profile/edit", **{**UNCHANGED, "first_name": "<Anna>"})
    assert answer.status == 401
    for words in ("not saved yet", *WHY):
        assert words in resident.text
    kept = resident.hidden("/account/profile/edit")
    assert kept["first_name"] == "<Anna>"
    del resident.api.replies[("PATCH", "/v1/account")]
    sign_in(resident)
    assert resident.post("/account/profile/edit", kept).headers["Location"] == "/account/profile"
    assert resident.api.calls[-1].body == {"first_name": "<Anna>"}


def test_it_is_kept_when_the_cookie_is_gone_too(resident: Browser) -> None:
    resident.get("/account/profile/edit")
    del resident.cookies[cookies.SESSION]
    assert resident.send("/account/profile/edit", first_name="Anna").status == 401
    assert resident.hidden("/account/profile/edit")["first_name"] == "Anna"


def test_somebody_else_cannot_send_it(resident: Browser) -> None:
    resident.get("/account/profile/edit")
    kept = resident.hidden("/account/profile/edit")
    del resident.cookies[cookies.SESSION]
    stranger = {**ACCOUNT, "account_id": "01KASTRANGER"}
    session = {"token": "t", "expires_at": "2026-11-21T22:03:00Z", "idle_expires_at": "2026-11-21T14:33:00Z"}
    resident.api.says("POST", "/v1/sign-ins/{id}/session", 201, {**session, "account": stranger})
    sign_in(resident)
    resident.api.calls.clear()
    assert resident.post("/account/profile/edit", {**kept, "first_name": "Anna"}).status == 403
    assert resident.api.calls == []
