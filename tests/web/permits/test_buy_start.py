"""Page `permits_buy_start`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.conftest import choose
from tests.web.fake_permits import QUOTE

PATH = "/permits/buy/start"


def test_it_offers_today_and_thirty_days(buyer: Browser) -> None:
    assert "from today, 21 November 2026, to 21 December 2026" in buyer.text
    for value in ("21", "11", "2026"):
        assert f'value="{value}"' in buyer.page.body


def test_strangers_sign_in_first(browser: Browser) -> None:
    choose(browser)
    assert browser.get(PATH).headers["Location"] == f"/sign-in?next={PATH}"


def test_the_pages_before_come_first(resident: Browser) -> None:
    assert resident.get(PATH).headers["Location"] == "/permits/buy"
    resident.get("/permits/buy")
    posted = resident.post(PATH, {**resident.hidden("/permits/buy"), "start_day": "1"})
    assert posted.headers["Location"] == "/permits/buy"


def test_the_price_is_that_of_the_first_day(buyer: Browser) -> None:
    answer = buyer.send(PATH, start_day="1", start_month="12", start_year="2026")
    assert answer.headers["Location"] == "/permits/buy/vehicle"
    assert buyer.api.called("POST", "/v1/permit-quotes")[-1].body["start_date"] == "2026-12-01"


def test_another_price_is_shown_first(buyer: Browser) -> None:
    buyer.api.says("POST", "/v1/permit-quotes", 201, {**QUOTE, "price_pence": 6000})
    assert buyer.send(PATH, start_day="1", start_month="12", start_year="2026").headers["Location"] == (
        "/permits/buy/price"
    )
    assert "Your permit costs £60.00" in buyer.follow().body


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", "", ""), "Enter the first day: day, month and year."),
        (("31", "2", "2026"), "That is not a date."),
        (("x", "2", "2026"), "That is not a date."),
        (("1", "12", "26"), "That is not a date."),
    ],
)
def test_what_is_no_date(buyer: Browser, typed: tuple[str, str, str], said: str) -> None:
    day, month, year = typed
    assert buyer.send(PATH, start_day=day, start_month=month, start_year=year).status == 422
    assert said in buyer.text
    assert 'href="#start_day"' in buyer.page.body
    assert buyer.api.called("POST", "/v1/permit-quotes") == []


def test_a_day_out_of_range_is_refused_beside_the_field(buyer: Browser) -> None:
    said = "Choose a first day from today to 30 days ahead."
    buyer.api.refuses("POST", "/v1/permit-quotes", 422, "invalid_input", errors=[("start_date", said)])
    assert buyer.send(PATH, start_day="1", start_month="1", start_year="2030").status == 422
    assert said in buyer.text
    assert 'href="#start_day"' in buyer.page.body
    assert 'value="2030"' in buyer.page.body


def test_the_example_is_a_day_that_can_be_chosen(buyer: Browser) -> None:
    buyer.get(PATH)
    assert "to 21 December 2026" in buyer.text
    assert "For example 6 12 2026" in buyer.text
