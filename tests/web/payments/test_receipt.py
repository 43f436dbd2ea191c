"""Page `payments_receipt`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import PAYMENT_ID

PATH = f"/payments/{PAYMENT_ID}/receipt"


def test_what_a_receipt_says(resident: Browser) -> None:
    assert resident.get(PATH).status == 200
    for words in (f"{PAYMENT_ID}-1", "£55.00", "21 November 2026", "By card, on GOV.UK Pay", "Resident permit"):
        assert words in resident.text


def test_none_before_it_is_paid(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/payments/{id}/receipt", 409, "payment_not_paid")
    assert resident.get(PATH).status == 409
    assert "There is no receipt yet" in resident.text
