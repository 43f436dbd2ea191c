"""Page `permits_buy_property`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import property_found

PATH = "/permits/buy/property"


@pytest.fixture
def searching(browser: Browser) -> Browser:
    """With a type chosen, before the search."""
    browser.get("/permits/buy")
    browser.send("/permits/buy", permit_type="resident")
    browser.follow()
    return browser


def test_the_type_comes_first(browser: Browser) -> None:
    assert browser.get(PATH).headers["Location"] == "/permits/buy"
    browser.get("/permits/buy")
    posted = browser.post(PATH, {**browser.hidden("/permits/buy"), "postcode": "LE11 3ED"})
    assert posted.headers["Location"] == "/permits/buy"


def test_both_are_needed(searching: Browser) -> None:
    searching.api.calls.clear()
    assert searching.send(PATH, action="find").status == 422
    assert "Enter the postcode." in searching.text
    assert "Enter the house number or name." in searching.text
    assert searching.api.calls == []


def test_several_are_shown_with_whether_one_is_free_and_no_numbers(searching: Browser) -> None:
    assert searching.send(PATH, postcode="LE11 3ED", house="12", action="find").status == 200
    assert "12 Market Place, Loughborough, LE11 3ED Zone Z3. A permit is available." in searching.text
    assert "12A Market Place, Loughborough, LE11 3ED Zone Z3. No permit is available at the moment." in searching.text
    assert searching.hidden(PATH)["postcode"] == "LE11 3ED"


def test_one_found_alone_is_taken_and_can_be_changed(searching: Browser) -> None:
    searching.api.says("POST", "/v1/permit-properties", 200, {"items": [property_found("9901", "12")]})
    sent = searching.send(PATH, postcode="LE11 3ED", house="12", action="find")
    assert sent.headers["Location"] == "/permits/buy/price"
    searching.follow()
    assert "12 Market Place, Loughborough, LE11 3ED" in searching.text
    assert '<a class="govuk-link" href="/permits/buy/property">This is not my address</a>' in searching.page.body
    assert 'value="LE11 3ED"' in searching.get(PATH).body


def test_a_flat_is_not_taken_for_a_house_of_its_number(searching: Browser) -> None:
    flat = property_found("9901", "12")
    flat["address"] = {**flat["address"], "lines": ["Flat 1", "12 Market Place"]}
    searching.api.says("POST", "/v1/permit-properties", 200, {"items": [flat]})
    assert searching.send(PATH, postcode="LE11 3ED", house="1", action="find").status == 200
    assert "Choose your property Flat 1, 12 Market Place, Loughborough, LE11 3ED" in searching.text
    taken = searching.send(PATH, postcode="LE11 3ED", house="flat 1", action="find")
    assert taken.headers["Location"] == "/permits/buy/price"


def test_one_found_alone_without_a_place_is_the_end(searching: Browser) -> None:
    searching.api.says(
        "POST", "/v1/permit-properties", 200, {"items": [property_found("9902", "12A", place_free=False)]}
    )
    assert searching.send(PATH, postcode="LE11 3ED", house="12A", action="find").status == 409
    assert "All the permits for 12A Market Place" in searching.text
    assert "Choose another property" in searching.text


def test_none_found(searching: Browser) -> None:
    searching.api.says("POST", "/v1/permit-properties", 200, {"items": []})
    searching.send(PATH, postcode="LE11 3ED", house="99", action="find")
    assert "We found no property for LE11 3ED and 99 ." in searching.text
    assert "0116 305 5442" in searching.text
    assert 'value="99"' in searching.page.body


def test_outside_it_says_whom_to_ask_and_offers_nothing_to_choose(searching: Browser) -> None:
    elsewhere = property_found(
        "9", "1", zone=None, place_free=None, instead="This property is in Leicester. Ask there."
    )
    searching.api.says("POST", "/v1/permit-properties", 200, {"items": [elsewhere]})
    searching.send(PATH, postcode="LE1 1FZ", house="1", action="find")
    assert "Ask there." in searching.text
    assert 'type="radio"' not in searching.page.body


def test_a_refused_search(searching: Browser) -> None:
    searching.api.refuses(
        "POST", "/v1/permit-properties", 422, "invalid_input", errors=[("postcode", "That is no postcode.")]
    )
    assert searching.send(PATH, postcode="X", house="1", action="find").status == 422
    assert 'href="#postcode"' in searching.page.body
    assert 'value="X"' in searching.page.body


def test_search_again_keeps_what_was_typed(searching: Browser) -> None:
    searching.send(PATH, postcode="LE11 3ED", house="12", action="find")
    searching.send(PATH, action="search")
    assert 'value="LE11 3ED"' in searching.page.body
    assert 'type="radio"' not in searching.page.body


def test_nothing_chosen(searching: Browser) -> None:
    searching.send(PATH, postcode="LE11 3ED", house="12", action="find")
    assert searching.send(PATH, action="choose").status == 422
    assert "Choose your property." in searching.text
    assert 'value="9901"' in searching.page.body


def test_one_that_was_not_found_cannot_be_planted(searching: Browser) -> None:
    searching.send(PATH, postcode="LE11 3ED", house="12", action="find")
    assert searching.send(PATH, uprn="1", action="choose").status == 422


def test_no_place_free_is_the_end_and_says_no_number(searching: Browser) -> None:
    searching.send(PATH, postcode="LE11 3ED", house="12", action="find")
    assert searching.send(PATH, uprn="9902", action="choose").status == 409
    assert "No permit is available for this property" in searching.title
    assert "Choose another property" in searching.text
    assert searching.api.called("POST", "/v1/permit-quotes") == []


def test_chosen_with_one_duration_the_price_is_next(searching: Browser) -> None:
    searching.send(PATH, postcode="LE11 3ED", house="12", action="find")
    assert searching.send(PATH, uprn="9901", action="choose").headers["Location"] == "/permits/buy/price"
    quoted = searching.api.called("POST", "/v1/permit-quotes")[0]
    assert quoted.body == {"uprn": "9901", "permit_type": "resident", "months": 12}
    assert quoted.headers["Idempotency-Key"]
    assert "__Host-quote" in searching.cookies


def test_the_same_choice_twice_is_one_quote(searching: Browser) -> None:
    searching.send(PATH, postcode="LE11 3ED", house="12", action="find")
    form = {**searching.hidden(PATH), "uprn": "9901", "action": "choose"}
    searching.post(PATH, form)
    searching.post(PATH, form)
    one, other = searching.api.called("POST", "/v1/permit-quotes")
    assert one.headers["Idempotency-Key"] == other.headers["Idempotency-Key"]


def test_a_refused_quote(searching: Browser) -> None:
    searching.send(PATH, postcode="LE11 3ED", house="12", action="find")
    searching.api.refuses(
        "POST", "/v1/permit-quotes", 422, "invalid_input", errors=[("uprn", "We do not know this property.")]
    )
    assert searching.send(PATH, uprn="9901", action="choose").status == 422
    assert "We do not know this property." in searching.text
