"""Page `permits_buy_price`."""

from tests.web.browser_double import Browser
from tests.web.conftest import TYPED, choose, sign_in
from tests.web.fake_permits import QUOTE_ID
from web import cookies

PATH = "/permits/buy/price"


def test_price_and_documents_without_an_account(browser: Browser) -> None:
    choose(browser)
    assert browser.page.status == 200
    for words in (
        "Your permit costs £55.00",
        "12 Market Place, Loughborough, LE11 3ED (zone Z3)",
        "registration certificate (V5C)",
        "This price holds until 22 November 2026, 2:03pm.",
        "You pay by card when your documents are uploaded. Your bank holds the money.",
        "We take it when we approve, or before the hold runs out, and give it back if we say no.",
        "Create an account",
    ):
        assert words in browser.text
    assert 'href="/permits/buy/duration"' not in browser.page.body


def test_the_quote_is_in_a_cookie_that_no_script_and_no_address_sees(browser: Browser) -> None:
    choose(browser)
    assert QUOTE_ID not in browser.page.body
    state = cookies.unpack(browser.cookies[cookies.QUOTE])
    assert state is not None
    assert state["id"] == QUOTE_ID


def test_the_type_and_property_come_first(browser: Browser) -> None:
    assert browser.get(PATH).headers["Location"] == "/permits/buy"


def test_signing_in_leads_back_to_where_one_was(browser: Browser) -> None:
    choose(browser)
    assert "/sign-in?next=/permits/buy/start" in browser.page.body
    sign_in(browser, "/sign-in?next=/permits/buy/start")
    assert browser.page.headers["Location"] == "/permits/buy/start"
    assert browser.follow().status == 200


def test_it_survives_a_registration(browser: Browser) -> None:
    choose(browser)
    browser.get("/create-account")
    browser.send("/create-account", **TYPED)
    browser.follow()
    browser.send("/create-account/contact", phone="0116 496 0000", postcode="LE10 1ZZ", action="find")
    browser.send("/create-account/contact", phone="0116 496 0000", uprn="1001", action="choose")
    browser.follow()
    assert browser.send("/create-account/code", code="12345678").headers["Location"] == "/permits/buy/start"
    assert browser.follow().status == 200
    assert "Your account is ready" in browser.text


def test_signed_in_it_goes_on(buyer: Browser) -> None:
    buyer.get(PATH)
    assert 'href="/permits/buy/start"' in buyer.page.body
    assert "Create an account" not in buyer.text


def test_my_account_reminds_of_it(buyer: Browser) -> None:
    assert "You are buying a parking permit" in buyer.get("/account").body
    buyer.send("/sign-out")
    assert cookies.QUOTE not in buyer.cookies


def test_a_type_that_is_gone_is_chosen_again(buyer: Browser) -> None:
    buyer.api.says("GET", "/v1/permit-types", 200, {"items": [], "terms_version": "1"})
    assert buyer.get(PATH).headers["Location"] == "/permits/buy"
