"""Page `officer_payments_accounts`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import ACCOUNT_ID

PATH = "/officer/payments/accounts"


def test_found(officer: Browser) -> None:
    officer.get(PATH)
    officer.send(PATH, email="kim@example.com")
    assert officer.api.calls[-1].body == {"email": "kim@example.com"}
    assert "Kim Hall" in officer.text
    assert f'href="{PATH}/{ACCOUNT_ID}"' in officer.page.body
    assert f'href="/officer/accounts/{ACCOUNT_ID}/notices"' in officer.page.body


def test_nobody(officer: Browser) -> None:
    officer.get(PATH)
    officer.api.says("POST", "/v1/officer/account-searches", 200, {"items": []})
    officer.send(PATH, postcode="LE1 1AA")
    assert "No account found" in officer.text


@pytest.mark.parametrize("typed", [{}, {"email": "a@example.org", "postcode": "LE1 1AA"}])
def test_one_of_the_three(officer: Browser, typed: dict[str, str]) -> None:
    officer.get(PATH)
    officer.send(PATH, **typed)
    assert "Fill in one of the three fields." in officer.text
    assert "No account found" not in officer.text


def test_what_the_api_refuses_stands_at_its_field(officer: Browser) -> None:
    officer.get(PATH)
    error = ("postcode", "Enter a full UK postcode, like LE3 8RA.")
    officer.api.refuses("POST", "/v1/officer/account-searches", 422, "invalid_input", errors=[error])
    officer.send(PATH, postcode="LE")
    assert "Enter a full UK postcode" in officer.text
