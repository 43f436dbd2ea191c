"""Page `permits_buy_duration`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.conftest import choose

PATH = "/permits/buy/duration"


@pytest.fixture
def choosing(browser: Browser) -> Browser:
    choose(browser, "motorcycle")
    return browser


def test_it_comes_only_where_there_are_several(choosing: Browser) -> None:
    assert choosing.page.status == 200
    assert "6 months £13.75" in choosing.text
    assert "12 months £27.50" in choosing.text
    assert choosing.api.called("POST", "/v1/permit-quotes") == []
    assert choosing.api.calls[-1].path == "/v1/permit-types?zone=Z3"


def test_chosen_the_price_is_next(choosing: Browser) -> None:
    assert choosing.send(PATH, months="6").headers["Location"] == "/permits/buy/price"
    assert choosing.api.called("POST", "/v1/permit-quotes")[0].body["months"] == 6


@pytest.mark.parametrize("months", ["", "six"])
def test_nothing_chosen(choosing: Browser, months: str) -> None:
    assert choosing.send(PATH, months=months).status == 422
    assert "Choose for how long you need the permit." in choosing.text


def test_a_refused_quote(choosing: Browser) -> None:
    choosing.api.refuses("POST", "/v1/permit-quotes", 422, "invalid_input", errors=[("months", "Not sold.")])
    assert choosing.send(PATH, months="6").status == 422
    assert 'href="#months"' in choosing.page.body


def test_the_pages_before_come_first(browser: Browser) -> None:
    assert browser.get(PATH).headers["Location"] == "/permits/buy"
    browser.get("/permits/buy")
    browser.send("/permits/buy", permit_type="motorcycle")
    assert browser.get(PATH).headers["Location"] == "/permits/buy/property"
    browser.follow()
    posted = browser.post(PATH, {**browser.hidden("/permits/buy/property"), "months": "6"})
    assert posted.headers["Location"] == "/permits/buy/property"


def test_a_type_that_is_gone_is_chosen_again(choosing: Browser) -> None:
    choosing.api.says("GET", "/v1/permit-types", 200, {"items": [], "terms_version": "1"})
    assert choosing.get(PATH).headers["Location"] == "/permits/buy"
