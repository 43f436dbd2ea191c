"""Page `officer_payments_ask`."""

from collections.abc import Mapping

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_billing import listing
from tests.web.fake_permits import ACCOUNT_ID, PAYMENT_ID
from web.api.client import Reply

OUT_OF_RANGE = "Give a due date from today to a year ahead."
PATH = f"/officer/payments/accounts/{ACCOUNT_ID}"
TYPED = {
    "description": "Dropped kerb",
    "amount": "£1,125.50",
    "due_date_day": "1",
    "due_date_month": "12",
    "due_date_year": "2026",
    "tell_email": "yes",
    "tell_text": "yes",
}


def asks(officer: Browser) -> None:
    officer.send(PATH, **TYPED)
    officer.send(PATH, act="ask")


def test_who_is_asked_and_for_what_is_checked_first(officer: Browser) -> None:
    officer.get(PATH)
    assert "You are asking Kim Hall (k…@example.com)." in officer.text
    officer.send(PATH, **TYPED)
    assert "You are about to ask Kim Hall for £1,125.50" in officer.text
    assert "Due on 1 December 2026 How we tell them Email, Text message" in officer.text
    assert not any(call.operation == ("POST", "/v1/officer/payments") for call in officer.api.calls)
    officer.send(PATH, act="change")
    assert 'value="Dropped kerb"' in officer.page.body
    assert "What is it for?" in officer.text


def test_what_is_asked_for_about_a_request_is_described_by_its_reference_alone(officer: Browser) -> None:
    officer.get(PATH)
    officer.send(PATH, **TYPED, reference="ABCD2345")
    assert "Leave this empty: the payer’s bank reads it" in officer.text
    officer.api.says("GET", "/v1/officer/payments", 200, listing(told_by=["post"]))
    officer.send(PATH, **TYPED | {"description": ""}, reference="ABCD2345")
    assert officer.api.calls[-1].path.endswith("&about=ABCD2345")
    assert "For Request ABCD2345" in officer.text
    assert "How we tell them Letter " in officer.text
    assert "only by what their request calls safe" in officer.text
    officer.send(PATH, act="ask")
    made = next(call for call in officer.api.calls if call.operation == ("POST", "/v1/officer/payments"))
    assert (made.body["for"], "description" in made.body) == ({"kind": "request", "reference": "ABCD2345"}, False)
    officer.follow()
    assert "The payer is told only by what their request calls safe." in officer.text, "which may be nothing"


@pytest.mark.parametrize(
    ("safe_by", "may_ring", "words"),
    [
        ([], False, "Do not ring or write: nothing is safe."),
        ([], True, "How to reach them Only by ringing, without leaving a message"),
        (["text"], False, "How to reach them Only by text message"),
        (["text", "post"], False, "How to reach them Only by text message or letter"),
    ],
)
def test_who_can_be_told_by_nothing_safe_is_said_before_they_are_asked(
    officer: Browser, safe_by: list[str], may_ring: bool, words: str
) -> None:
    told = listing(told_by=[], safe_by=safe_by, may_ring=may_ring)
    officer.api.says("GET", "/v1/officer/payments", 200, told)
    officer.get(PATH)
    officer.send(PATH, **TYPED | {"description": ""}, reference="ABCD2345")
    assert "How we tell them Not at all: they see it when they sign in" in officer.text
    assert words in officer.text
    assert ("but they have no mobile number" in officer.text) == ("text" in safe_by)


def test_a_request_that_is_not_theirs_is_said_before_the_check(officer: Browser) -> None:
    officer.get(PATH)
    officer.send(PATH, **TYPED | {"description": ""}, reference="ABCD2345")
    assert "You are about to ask" not in officer.text
    assert 'href="#reference">Give the reference of a request of this account.' in officer.page.body


def test_what_can_be_no_reference_is_said_at_its_field_and_nothing_typed_is_lost(
    officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = ("about", "The reference of a request must be 20 characters or fewer.")
    well = officer.api.send

    def refuses_about(method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        officer.api.replies.clear()
        if "about=" in path:
            officer.api.refuses("GET", "/v1/officer/payments", 422, "invalid_input", errors=[error])
        return well(method, path, headers, body)

    monkeypatch.setattr(officer.api, "send", refuses_about)
    officer.get(PATH)
    pasted = "Reference: ABCD EFGH of today"
    officer.send(PATH, **TYPED | {"description": ""}, reference=pasted)
    assert officer.page.status == 422
    assert f'href="#reference">{error[1]}' in officer.page.body
    assert f'value="{pasted}"' in officer.page.body
    assert 'value="£1,125.50"' in officer.page.body


def test_a_request_of_somebody_else_is_said_at_its_field(officer: Browser) -> None:
    error = ("for.reference", "Give the reference of a request.")
    officer.api.refuses("POST", "/v1/officer/payments", 422, "invalid_input", "Some answers need attention.", [error])
    officer.api.says("GET", "/v1/officer/payments", 200, listing(told_by=["email"]))
    officer.get(PATH)
    officer.send(PATH, **TYPED | {"description": ""}, reference="ABCD2345")
    officer.send(PATH, act="ask")
    assert 'href="#reference">Give the reference of a request.' in officer.page.body


def test_nobody_is_asked_whose_account_is_closed(officer: Browser) -> None:
    officer.api.says("GET", "/v1/officer/payments", 200, listing(payer=None))
    assert officer.get(PATH).status == 404
    assert "This account is closed" in officer.text


def test_asked_for(officer: Browser) -> None:
    officer.get(PATH)
    assert "Payments of Kim Hall" in officer.text
    asks(officer)
    made = next(call for call in officer.api.calls if call.operation == ("POST", "/v1/officer/payments"))
    assert made.body == {
        "account_id": ACCOUNT_ID,
        "amount_pence": 112550,
        "description": "Dropped kerb",
        "due_date": "2026-12-01",
        "for": {"kind": "other"},
        "tell_by": ["email", "text"],
    }
    assert officer.page.headers["Location"] == f"/officer/payments/{PAYMENT_ID}"
    officer.follow()
    assert "The payer is being told." in officer.text


def test_what_is_missing_is_named(officer: Browser) -> None:
    officer.get(PATH)
    officer.send(PATH, amount="much")
    for words in (
        "Enter what the payment is for.",
        "Enter the amount in pounds and pence",
        "Enter the due date",
        "Choose how to tell the payer.",
    ):
        assert words in officer.text


@pytest.mark.parametrize(
    ("typed", "words", "field"),
    [
        ({"due_date_day": "20", "due_date_month": "11"}, OUT_OF_RANGE, "due_date_day"),
        ({"due_date_year": "2027"}, OUT_OF_RANGE, "due_date_day"),
        ({"amount": "100,000.01"}, "Enter an amount from £0.30 to £100,000.00.", "amount"),
        ({"amount": "0.29"}, "Enter an amount from £0.30 to £100,000.00.", "amount"),
        ({"description": "x" * 201}, "The description must be 200 characters or fewer.", "description"),
    ],
)
def test_what_would_be_refused_is_said_before_the_check(
    officer: Browser, typed: dict[str, str], words: str, field: str
) -> None:
    """On 21 November 2026."""
    officer.get(PATH)
    assert "From £0.30 to £100,000.00." in officer.text
    officer.send(PATH, **TYPED | typed)
    assert words in officer.text
    assert f'href="#{field}"' in officer.page.body
    assert "You are about to ask" not in officer.text


@pytest.mark.parametrize(("day", "month", "year"), [("21", "11", "2026"), ("22", "11", "2027")])
@pytest.mark.parametrize("amount", ["0.30", "100,000"])
def test_the_first_and_the_last_of_what_can_be_asked_for(
    officer: Browser, day: str, month: str, year: str, amount: str
) -> None:
    officer.get(PATH)
    officer.send(
        PATH, **TYPED | {"due_date_day": day, "due_date_month": month, "due_date_year": year, "amount": amount}
    )
    assert "You are about to ask Kim Hall" in officer.text


def test_what_the_api_refuses_stands_at_its_field(officer: Browser) -> None:
    officer.get(PATH)
    error = ("due_date", OUT_OF_RANGE)
    officer.api.refuses("POST", "/v1/officer/payments", 422, "invalid_input", errors=[error])
    asks(officer)
    assert OUT_OF_RANGE in officer.text
    assert 'href="#due_date_day"' in officer.page.body
