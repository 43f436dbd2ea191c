"""Page `permits_cancel`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, permit

PATH = f"/permits/{PERMIT_ID}/cancel"
CANCELLATION = ("POST", "/v1/permits/{id}/cancellation")


def live(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("active"))


def test_it_is_asked_once_more_and_says_that_nothing_is_refunded(resident: Browser) -> None:
    live(resident)
    resident.get(PATH)
    assert "nothing is refunded" in resident.text
    assert resident.send(PATH).status in {303, 422}
    assert resident.api.called(*CANCELLATION) == []


def test_cancelling(resident: Browser) -> None:
    live(resident)
    resident.get(PATH)
    assert resident.send(PATH, understood="yes").headers["Location"] == f"/permits/{PERMIT_ID}"
    [call] = resident.api.called(*CANCELLATION)
    assert call.headers["Idempotency-Key"]


def test_over_meanwhile(resident: Browser) -> None:
    live(resident)
    resident.get(PATH)
    resident.api.refuses(*CANCELLATION, 409, "not_live", "Only a live permit can be cancelled: this one is expired.")
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("expired"))
    resident.send(PATH, understood="yes")
    assert "Only a live permit can be cancelled" in resident.text


def test_what_cannot_be_cancelled(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("in_review"))
    assert resident.get(PATH).headers["Location"] == f"/permits/{PERMIT_ID}"
