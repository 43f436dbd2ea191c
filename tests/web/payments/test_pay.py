"""Page `payments_pay`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import NEXT_URL, PAYMENT_ID, PERMIT_ID

HERE = f"/payments/{PAYMENT_ID}"
PATH = f"{HERE}/pay"


def test_on_to_gov_uk_pay(resident: Browser) -> None:
    resident.get(HERE)
    answer = resident.send(PATH)
    assert answer.status == 303
    assert answer.headers["Location"] == NEXT_URL
    assert resident.api.called("POST", "/v1/payments/{id}/attempts")[0].headers["Idempotency-Key"]


def test_pressed_twice_it_is_one_attempt(resident: Browser) -> None:
    resident.get(HERE)
    form = resident.hidden(PATH)
    resident.post(PATH, form)
    resident.post(PATH, form)
    one, other = resident.api.called("POST", "/v1/payments/{id}/attempts")
    assert one.headers["Idempotency-Key"] == other.headers["Idempotency-Key"]
    resident.get(HERE)
    assert resident.hidden(PATH)["submission"] != form["submission"]


@pytest.mark.parametrize(
    ("status", "code"),
    [(409, "payment_not_due"), (429, "too_many_attempts"), (503, "pay_unavailable"), (503, "try_again")],
)
def test_refused_it_says_why_on_the_payment_s_page(resident: Browser, status: int, code: str) -> None:
    resident.get(HERE)
    resident.api.refuses("POST", "/v1/payments/{id}/attempts", status, code, "The reason in words.")
    assert resident.send(PATH).status == status
    assert "The reason in words." in resident.text
    assert resident.title.startswith("Error:")


def test_documents_come_first(resident: Browser) -> None:
    resident.get(HERE)
    resident.api.refuses("POST", "/v1/payments/{id}/attempts", 409, "documents_missing", "Send the documents first.")
    assert resident.send(PATH).status == 409
    assert "Send the documents first." in resident.text
    assert f'href="/permits/{PERMIT_ID}"' in resident.page.body
    assert "Pay now" not in resident.text


def test_what_is_not_there(resident: Browser) -> None:
    resident.get(HERE)
    hidden = resident.hidden(PATH)
    for operation in (("POST", "/v1/payments/{id}/attempts"), ("GET", "/v1/payments/{id}")):
        resident.api.refuses(*operation, 404, "not_found")
    assert resident.post(PATH, hidden).status == 404


def test_loaded_again(resident: Browser) -> None:
    assert resident.get(PATH).headers["Location"] == HERE
