"""Page `authenticator_remove`."""

import pytest

from tests.web.browser_double import Browser

HERE = "/account/authenticator/remove"
OPERATION = ("DELETE", "/v1/account/authenticator")


def test_it_asks_first(resident: Browser) -> None:
    resident.get(HERE)
    assert "Do you want to remove" in resident.text
    assert resident.api.calls == []


def test_it_removes_it(resident: Browser) -> None:
    resident.get(HERE)
    resident.send(HERE)
    assert resident.api.called(*OPERATION)
    resident.follow()
    assert "app is removed" in resident.text


@pytest.mark.parametrize(("status", "code", "answered"), [(404, "not_found", 303), (503, "try_again", 503)])
def test_one_that_is_gone_is_removed_and_anything_else_is_said(
    resident: Browser, status: int, code: str, answered: int
) -> None:
    resident.get(HERE)
    resident.api.refuses(*OPERATION, status, code)
    assert resident.send(HERE).status == answered
