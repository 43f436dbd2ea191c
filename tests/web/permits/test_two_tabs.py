"""Two tabs of the purchase cannot turn into each other."""

import pytest

from tests.web.browser_double import Browser

PAGES = {
    "/permits/buy": {"permit_type": "resident"},
    "/permits/buy/property": {"postcode": "LE11 3ED", "house": "12", "action": "find"},
    "/permits/buy/start": {"start_day": "1", "start_month": "12", "start_year": "2026"},
    "/permits/buy/vehicle": {"vrm": "AB12 CDE"},
    "/permits/buy/check": {"terms": "yes"},
}


@pytest.fixture
def ready(buyer: Browser) -> Browser:
    """Everything is answered."""
    buyer.send("/permits/buy/start", **PAGES["/permits/buy/start"])
    buyer.follow()
    buyer.send("/permits/buy/vehicle", **PAGES["/permits/buy/vehicle"])
    return buyer


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_other_answers_changes_and_applies_for_nothing(ready: Browser, path: str) -> None:
    ready.get(path)
    first_tab = {**ready.hidden(path), **PAGES[path]}
    ready.get("/permits/buy/start")
    ready.send("/permits/buy/start", start_day="2", start_month="12", start_year="2026")
    ready.api.calls.clear()
    assert ready.post(path, first_tab).status == 409
    assert "You changed your answers in another tab" in ready.title
    assert not ready.api.called("POST", "/v1/permits")
    assert "2 December 2026" in (ready.get("/permits/buy/check"), ready.text)[1]


def test_the_same_form_twice_is_taken_twice(ready: Browser) -> None:
    ready.get("/permits/buy/vehicle")
    form = {**ready.hidden("/permits/buy/vehicle"), "vrm": "AB12 CDF"}
    for _ in range(2):
        assert ready.post("/permits/buy/vehicle", form).headers["Location"] == "/permits/buy/check"
