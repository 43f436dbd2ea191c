"""Page `authenticator`."""

import html
import re

from tests.web.browser_double import Browser
from tests.web.fake_security import ADDED, SECRET, URI

HERE = "/account/authenticator"


def test_without_one_it_offers_to_add_it(resident: Browser) -> None:
    resident.get(HERE)
    assert "Any such app will do" in resident.text
    assert "Remove the app" not in resident.text


def test_with_one_it_says_since_when(resident: Browser) -> None:
    resident.api.says("GET", "/v1/account", 200, ADDED)
    resident.get(HERE)
    assert "20 November 2026, 9:00am" in resident.text
    assert f'href="{HERE}/remove"' in resident.page.body


def test_the_password_is_asked_for(resident: Browser) -> None:
    resident.get(HERE)
    assert resident.send(HERE, password="").status == 422
    assert not resident.api.called("POST", "/v1/account/authenticator")
    resident.api.refuses("POST", "/v1/account/authenticator", 422, "invalid_input", errors=[("password", "Not yours.")])
    answer = resident.send(HERE, password="Wrong-horse-7")
    assert answer.status == 422
    assert "Not yours." in resident.text
    assert "Wrong-horse" not in answer.body


def test_the_secret_is_shown_as_picture_and_text(resident: Browser) -> None:
    resident.get(HERE)
    answer = resident.send(HERE, password="Longenough1!")
    assert answer.status == 200
    assert resident.api.calls[-1].body == {"password": "Longenough1!"}
    assert re.search(r'role="img" aria-label="QR code[^"]*"><svg [^>]*viewBox', answer.body)
    assert "JBSW Y3DP EHPK 3PXP" in resident.text
    assert "style=" not in answer.body
    assert SECRET not in "".join(answer.cookies) + answer.headers.get("Location", "")


def test_an_app_on_the_same_phone_is_opened_by_a_link(resident: Browser) -> None:
    resident.get(HERE)
    answer = resident.send(HERE, password="Longenough1!")
    assert f'href="{html.escape(URI)}">Open in your authenticator app</a>' in answer.body
