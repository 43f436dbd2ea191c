"""Page `permits_withdraw`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, permit

PATH = f"/permits/{PERMIT_ID}/withdraw"


@pytest.mark.parametrize(
    ("money", "words"),
    [("authorised", "is released: nothing is taken"), ("taken", "is refunded"), ("due", "you have nothing to pay")],
)
def test_it_is_asked_once_more_and_says_what_becomes_of_the_money(resident: Browser, money: str, words: str) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("in_review", money=money))
    resident.get(PATH)
    assert words in resident.text
    assert resident.api.called("POST", "/v1/permits/{id}/withdrawal") == []


def test_withdrawing(resident: Browser) -> None:
    resident.get(PATH)
    assert resident.send(PATH).headers["Location"] == f"/permits/{PERMIT_ID}"
    assert resident.api.called("POST", "/v1/permits/{id}/withdrawal")[0].headers["Idempotency-Key"]


def test_decided_meanwhile(resident: Browser) -> None:
    resident.get(PATH)
    resident.api.refuses("POST", "/v1/permits/{id}/withdrawal", 409, "decided_already", "It has been decided.")
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("active"))
    assert resident.send(PATH).status == 409
    assert "It has been decided." in resident.text
    assert "Your permit is live" in resident.text


def test_what_cannot_be_withdrawn(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("active"))
    assert resident.get(PATH).headers["Location"] == f"/permits/{PERMIT_ID}"


def test_gone(resident: Browser) -> None:
    resident.get(PATH)
    resident.api.refuses("POST", "/v1/permits/{id}/withdrawal", 404, "not_found")
    resident.api.refuses("GET", "/v1/permits/{id}", 404, "not_found")
    assert resident.send(PATH).status == 404
    assert resident.get(PATH).status == 404
