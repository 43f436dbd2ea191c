"""Page `helper_confirm`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_security import HELPER

HERE = f"/account/helpers/{HELPER}"
OPERATION = ("PUT", "/v1/helpers/{id}")


def test_the_code_confirms(resident: Browser) -> None:
    resident.get(HERE)
    assert resident.send(HERE, code="1234 5678").headers["Location"] == "/account/helpers"
    [call] = resident.api.called(*OPERATION)
    assert call.body == {"status": "confirmed", "code": "1234 5678"}
    resident.follow()
    assert "You can now fill in forms for this person." in resident.text


def test_no_code(resident: Browser) -> None:
    resident.get(HERE)
    assert resident.send(HERE, code="").status == 422
    assert resident.api.calls == []


def test_a_wrong_code_can_be_typed_again(resident: Browser) -> None:
    resident.api.refuses(*OPERATION, 401, "invalid_code", "That is not the code we sent you.")
    resident.get(HERE)
    assert resident.send(HERE, code="12345678").status == 422
    assert 'href="#code"' in resident.page.body


@pytest.mark.parametrize("code", ["not_found", "expired_code", "used_code", "too_many_wrong_codes"])
def test_what_cannot_be_confirmed_any_more_says_what_to_do(resident: Browser, code: str) -> None:
    resident.api.refuses(*OPERATION, 404, code)
    resident.get(HERE)
    assert resident.send(HERE, code="12345678").status == 404
    assert "name you again" in resident.text
