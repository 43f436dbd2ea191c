"""Page `payments`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import payment


def test_none(resident: Browser) -> None:
    resident.get("/payments")
    assert "You have nothing to pay." in resident.text
    assert "Earlier" not in resident.text


def test_what_is_due_comes_first(resident: Browser) -> None:
    paid = payment("paid", description="An earlier thing")
    resident.api.says("GET", "/v1/payments", 200, {"items": [paid, payment("paying"), payment()], "next": None})
    resident.get("/payments")
    assert resident.text.count("Your payment is due: £55.00") == 2
    assert resident.text.index("View or pay") < resident.text.index("An earlier thing")
    assert "Paid" in resident.text


def test_strangers_sign_in_first(browser: Browser) -> None:
    assert browser.get("/payments").headers["Location"] == "/sign-in?next=/payments"
