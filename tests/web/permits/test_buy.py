"""Page `permits_buy`."""

from tests.web.browser_double import Browser
from tests.web.conftest import choose
from tests.web.fake_permits import QUOTE, V5C, on_sale

PATH = "/permits/buy"


def test_it_shows_whom_each_is_for_and_what_it_costs_to_anybody(browser: Browser) -> None:
    assert browser.get(PATH).status == 200
    assert "People who live in a permit zone and keep a car there 12 months: £55.00" in browser.text
    assert "6 months: £13.75, 12 months: £27.50" in browser.text
    assert "Blue Badge holders who live in a permit zone 12 months: free" in browser.text


def test_nothing_chosen(browser: Browser) -> None:
    browser.get(PATH)
    assert browser.send(PATH).status == 422
    assert "Choose a type of permit." in browser.text
    assert browser.title.startswith("Error:")


def test_a_type_that_is_not_on_sale_any_more(browser: Browser) -> None:
    browser.get(PATH)
    assert browser.send(PATH, permit_type="carer").status == 422
    assert "not on sale any more" in browser.text


def test_on_to_the_property(browser: Browser) -> None:
    browser.get(PATH)
    assert browser.send(PATH, permit_type="resident").headers["Location"] == "/permits/buy/property"
    browser.get(PATH)
    assert 'value="resident" checked' in browser.page.body


def test_the_type_is_changed_and_the_answers_stay(buyer: Browser) -> None:
    buyer.send("/permits/buy/start", start_day="22", start_month="11", start_year="2026")
    buyer.get("/permits/buy/vehicle")
    buyer.send("/permits/buy/vehicle", vrm="AB12 CDE")
    buyer.get(PATH)
    dearer = {**QUOTE, "permit_type": "disabled_resident", "price_pence": 0}
    buyer.api.says("POST", "/v1/permit-quotes", 201, dearer)
    assert buyer.send(PATH, permit_type="disabled_resident").headers["Location"] == "/permits/buy/price"
    wanted = {"uprn": "9901", "permit_type": "disabled_resident", "months": 12, "start_date": "2026-11-22"}
    assert buyer.api.called("POST", "/v1/permit-quotes")[-1].body == wanted
    buyer.follow()
    assert "Your permit is free" in buyer.text
    assert 'href="/permits/buy/check"' in buyer.page.body
    buyer.get("/permits/buy/check")
    for words in ("Disabled resident permit", "AB12 CDE", "22 November 2026"):
        assert words in buyer.text
    assert "Automatic renewal" not in buyer.text


def test_a_duration_that_the_new_type_lacks_is_asked_again(resident: Browser) -> None:
    choose(resident, "motorcycle")
    resident.get("/permits/buy/duration")
    resident.send("/permits/buy/duration", months="6")
    resident.get(PATH)
    other = on_sale("motorcycle", "Motorcyclists", {9: 2000, 12: 2750}, [V5C])
    resident.api.says("GET", "/v1/permit-types", 200, {"items": [other], "terms_version": "2026-11"})
    assert resident.send(PATH, permit_type="motorcycle").headers["Location"] == "/permits/buy/duration"


def test_without_a_catalogue_there_is_nothing_to_show(browser: Browser) -> None:
    browser.api.refuses("GET", "/v1/permit-types", 422, "invalid_input")
    assert browser.get(PATH).status == 503


def test_a_price_that_cannot_be_had_is_said_here(buyer: Browser) -> None:
    buyer.get(PATH)
    buyer.api.refuses("POST", "/v1/permit-quotes", 503, "try_again", "Busy: try again.")
    assert buyer.send(PATH, permit_type="resident").status == 422
    assert "Busy: try again." in buyer.text
