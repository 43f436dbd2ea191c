"""Page `session_ended`, and what leads to it."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from portal.cleaning import cleaned
from tests.web.browser_double import Browser
from tests.web.conftest import sign_in
from tests.web.fake_security import ACCOUNT
from web import cookies

WHY = (
    "after 30 minutes without use, after 8 hours in any case, and when you sign out or change your password elsewhere",
    "If somebody else signed you out or changed your password, change your password",
)
NEW = "new@example.com"
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


EDIT = "/account/profile/edit"


def writes(browser: Browser, first_name: str = "<Anna>") -> str:
    """Sends the profile when the session is over. The address at which what was written is kept."""
    browser.get(EDIT)
    browser.api.says("PATCH", "/v1/account", 401, None)
    assert browser.send(EDIT, **{**UNCHANGED, "first_name": first_name}).status == 401
    del browser.api.replies[("PATCH", "/v1/account")]
    return browser.sent.headers.get("Location", "")


def test_what_was_sent_meanwhile_is_sent_after_signing_in_again(resident: Browser) -> None:
    """H10."""
    written = writes(resident)
    for words in ("not saved yet", *WHY):
        assert words in resident.text
    [link] = re.findall(r'href="(/sign-in\?next=[^"]*view[^"]*)"', resident.page.body)
    sign_in(resident, link)
    assert resident.page.headers["Location"] == written
    resident.follow()
    assert resident.hidden(EDIT)["first_name"] == "<Anna>"
    assert resident.send(EDIT).headers["Location"] == "/account/profile"
    assert resident.api.calls[-1].body == {"first_name": "<Anna>"}


def test_before_that_nobody_reads_it(resident: Browser) -> None:
    """H10."""
    written = writes(resident)
    assert "Anna" not in resident.page.body
    assert "Anna" not in resident.get(written).body
    sign_in(resident)
    assert "Anna" in resident.get(written).body


def test_it_waits_for_half_an_hour(resident: Browser) -> None:
    """H10."""
    written = writes(resident)
    sign_in(resident)
    resident.later(minutes=30)
    assert "Anna" in resident.get(written).body
    resident.later(seconds=1)
    assert resident.get(written).headers["Location"] == EDIT


def test_it_is_kept_when_the_cookie_is_gone_too(resident: Browser) -> None:
    resident.get(EDIT)
    del resident.cookies[cookies.SESSION]
    assert resident.send(EDIT, first_name="Anna").status == 401
    written = resident.sent.headers["Location"]
    sign_in(resident)
    resident.get(written)
    assert resident.hidden(EDIT)["first_name"] == "Anna"


def test_what_is_too_long_to_be_kept_stays_in_the_page(resident: Browser) -> None:
    long = cleaned("".join(chr(33 + (place * 7919) % 5000) for place in range(9000)))
    writes(resident, long)
    assert "Sign in (opens in a new tab)" in resident.text
    kept = resident.hidden(EDIT)
    assert kept["first_name"] == long
    sign_in(resident)
    assert resident.post(EDIT, {**kept, "first_name": "Anna"}).headers["Location"] == "/account/profile"


@pytest.mark.parametrize(
    "next_to_it", ["?view=x", "?next=//evil.example", "?view=0123456789abcdef", "/../x?view=0123456789ab"]
)
def test_no_other_query_is_passed_on(browser: Browser, next_to_it: str) -> None:
    page = browser.get(f"/sign-in?{urlencode({'next': EDIT + next_to_it})}")
    assert 'name="next" value="/account"' in page.body


def stranger_signs_in(browser: Browser) -> None:
    stranger = {**ACCOUNT, "account_id": "01KASTRANGER"}
    session = {"token": "t", "expires_at": "2026-11-21T22:03:00Z", "idle_expires_at": "2026-11-21T14:33:00Z"}
    browser.api.says("POST", "/v1/sign-ins/{id}/session", 201, {**session, "account": stranger})
    sign_in(browser)


def test_somebody_else_neither_reads_nor_sends_it(resident: Browser) -> None:
    """H10."""
    written = writes(resident)
    stranger_signs_in(resident)
    assert resident.get(written).headers["Location"] == EDIT


def test_somebody_else_cannot_send_a_form_that_is_still_open(resident: Browser) -> None:
    resident.get(EDIT)
    kept = resident.hidden(EDIT)
    del resident.cookies[cookies.SESSION]
    stranger_signs_in(resident)
    resident.api.calls.clear()
    assert resident.post(EDIT, {**kept, "first_name": "Anna"}).status == 403
    assert resident.api.calls == []


@pytest.mark.parametrize("again", [sign_in, stranger_signs_in])
def test_where_an_account_is_moving_to_is_shown_to_its_owner_alone(
    resident: Browser, again: Callable[[Browser], None]
) -> None:
    """On a device that several people use: H10."""
    resident.get("/account/email")
    resident.send("/account/email", new_email=NEW, password="Longenough1!")
    del resident.cookies[cookies.SESSION]
    again(resident)
    resident.get("/account/email")
    assert (f'value="{NEW}"' in resident.page.body) is (again is sign_in)
    assert (resident.get("/account/email/code").status == 200) is (again is sign_in)
