"""Page `settings`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_security import ACCOUNT, ADDED

HERE = "/account/settings"
SOON = "2026-11-22T14:03:00Z"


def test_it_leads_to_everything(resident: Browser) -> None:
    body = resident.get(HERE).body
    for name in ("email", "password", "authenticator", "sessions", "activity", "profile", "export", "close"):
        assert f'href="/account/{name}"' in body
    assert "ann.other@example.com" in resident.text


def test_an_app_that_is_added(resident: Browser) -> None:
    resident.api.says("GET", "/v1/account", 200, ADDED)
    resident.get(HERE)
    assert "Added 20 November 2026" in resident.text


@pytest.mark.parametrize("path", [HERE, "/account"])
def test_what_one_has_to_know_is_said(resident: Browser, path: str) -> None:
    resident.get(path)
    for words in ("come back", "Care records are closed", "not verified"):
        assert words not in resident.text
    professional = {"kind": "professional", "organisation": "A practice", "job_title": "Nurse"}
    troubled = {**ACCOUNT, **professional, "email_bounced": True, "care_closed_until": SOON}
    resident.api.says("GET", "/v1/account", 200, troubled)
    resident.get(path)
    for words in ("come back", "Care records are closed until 22 November 2026, 2:03pm", "not verified"):
        assert words in resident.text
    assert "authenticator app" not in resident.text.partition("Care records")[2].partition("tell us")[0]
    resident.api.says("GET", "/v1/account", 200, {**troubled, "authenticator": ADDED["authenticator"]})
    resident.get(path)
    assert "unless you sign in with your authenticator app" in resident.text


@pytest.mark.parametrize("path", [HERE, "/account"])
def test_closed_care_records_are_a_note_below_the_heading(resident: Browser, path: str) -> None:
    resident.api.says("GET", "/v1/account", 200, {**ACCOUNT, "care_closed_until": SOON})
    above, _, below = resident.get(path).body.partition("</h1>")
    assert "Care records are closed" not in above
    assert "Care records are closed" in below
    assert "govuk-notification-banner" not in above + below


def test_a_verified_organisation(resident: Browser) -> None:
    work = {"kind": "professional", "organisation": "A practice", "job_title": "Nurse", "organisation_verified": True}
    resident.api.says("GET", "/v1/account", 200, {**ACCOUNT, **work})
    resident.get(HERE)
    assert "not verified" not in resident.text
    resident.get("/account/profile")
    assert "A practice (verified)" in resident.text
