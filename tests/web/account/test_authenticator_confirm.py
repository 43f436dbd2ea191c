"""Page `authenticator_confirm`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_security import URI

START = "/account/authenticator"
HERE = f"{START}/confirm"
OPERATION = ("POST", "/v1/account/authenticator/confirmation")


@pytest.fixture
def scanned(resident: Browser) -> Browser:
    resident.get(START)
    resident.send(START, password="Longenough1!")
    return resident


def test_the_code_of_the_app_adds_it(scanned: Browser) -> None:
    assert scanned.send(HERE, code="123 456").headers["Location"] == "/account/settings"
    assert scanned.api.calls[-1].body == {"code": "123 456"}
    scanned.follow()
    assert "authenticator app is added" in scanned.text


def test_a_slip_keeps_the_picture(scanned: Browser) -> None:
    assert scanned.send(HERE, code=" ").status == 422
    assert "Enter the six-digit code" in scanned.text
    scanned.api.refuses(*OPERATION, 401, "invalid_code", "Is the clock of your phone right?")
    answer = scanned.send(HERE, code="111111")
    assert answer.status == 422
    assert "clock of your phone" in scanned.text
    assert 'class="portal-qr"' in answer.body
    assert scanned.hidden(HERE)["uri"] == URI


@pytest.mark.parametrize(
    ("status", "code", "title"),
    [
        (404, "not_found", "took too long"),
        (409, "code_not_sent", "took too long"),
        (401, "expired_code", "took too long"),
        (429, "too_many_wrong_codes", "Too many wrong codes"),
    ],
)
def test_an_end_leads_back_to_the_start(scanned: Browser, status: int, code: str, title: str) -> None:
    scanned.api.refuses(*OPERATION, status, code, retry_after=60)
    assert scanned.send(HERE, code="111111").status == status
    assert title in scanned.title
    assert f'href="{START}"' in scanned.page.body


def test_loading_it_again_starts_again(resident: Browser) -> None:
    assert resident.get(HERE).headers["Location"] == START


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "https://evil.example/?secret=JBSWY3DPEHPK3PXP",
        "otpauth://totp/x?secret=<script>",
        "otpauth://totp/x",
        "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&y=" + "z" * 500,
        "otpauth://[totp/x",
    ],
)
def test_an_altered_address_leads_to_the_start(scanned: Browser, uri: str) -> None:
    assert scanned.send(HERE, code="", uri=uri).headers["Location"] == START


def test_the_secret_does_not_wait_for_a_new_sign_in(scanned: Browser) -> None:
    scanned.api.says(*OPERATION, 401, None)
    answer = scanned.send(HERE, code="123456")
    assert answer.status == 401
    assert "otpauth" not in answer.body
