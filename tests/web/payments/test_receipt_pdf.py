"""Page `payments_receipt_pdf`."""

import base64

import pytest

from payments.receipt_paper import refund_words
from tests.web.browser_double import Browser
from tests.web.fake_permits import PAYMENT_ID, RECEIPT_PDF
from web.payments import words
from web.request import to_payload

PATH = f"/payments/{PAYMENT_ID}/receipt/pdf"


def test_the_receipt_leads_to_the_file(resident: Browser) -> None:
    assert f'href="{PATH}"' in resident.get(f"/payments/{PAYMENT_ID}/receipt").body


def test_the_file_arrives_byte_for_byte(resident: Browser) -> None:
    answer = resident.get(PATH)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'inline; filename="receipt-{PAYMENT_ID}.pdf"'
    payload = to_payload(answer)
    assert payload["isBase64Encoded"]
    assert base64.b64decode(payload["body"]) == RECEIPT_PDF


@pytest.mark.parametrize(
    ("status", "code", "words"), [(404, "not_found", "Page not found"), (409, "payment_not_paid", "no receipt yet")]
)
def test_where_there_is_none_a_page_says_so(resident: Browser, status: int, code: str, words: str) -> None:
    resident.api.refuses("GET", "/v1/payments/{id}/receipt/pdf", status, code)
    assert resident.get(PATH).status == status
    assert words in resident.text


@pytest.mark.parametrize("by_bank", [False, True])
@pytest.mark.parametrize("status", ["under_way", "refunded", "failed"])
def test_page_and_paper_say_the_same_of_a_refund(status: str, *, by_bank: bool) -> None:
    assert refund_words(status, by_bank=by_bank) == words.refund(status, by_bank=by_bank)
