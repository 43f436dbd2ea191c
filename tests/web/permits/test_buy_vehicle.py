"""Page `permits_buy_vehicle`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.permits.test_buy_check import refuse_field
from web import cookies

PATH = "/permits/buy/vehicle"


@pytest.fixture
def asked(buyer: Browser) -> Browser:
    buyer.send("/permits/buy/start", start_day="1", start_month="12", start_year="2026")
    buyer.follow()
    return buyer


def test_nothing_typed(asked: Browser) -> None:
    assert asked.send(PATH).status == 422
    assert "Enter the vehicle’s registration." in asked.text


def test_typed_it_goes_on(asked: Browser) -> None:
    assert asked.send(PATH, vrm="AB12 CDE").headers["Location"] == "/permits/buy/check"
    assert 'value="AB12 CDE"' in asked.get(PATH).body


def test_the_pages_before_come_first(buyer: Browser) -> None:
    assert buyer.get(PATH).headers["Location"] == "/permits/buy/start"
    buyer.follow()
    assert buyer.post(PATH, {**buyer.hidden("/permits/buy/start"), "vrm": "A1"}).status == 303


def doubted(asked: Browser) -> Browser:
    """The application was refused because the registration may be a slip."""
    asked.send(PATH, vrm="AB1O CDE")
    asked.follow()
    refuse_field(asked, "vrm", "confirm_vrm", "Is it right?")
    assert asked.send("/permits/buy/check", terms="yes").headers["Location"] == PATH
    asked.follow()
    return asked


def test_a_doubt_is_asked_on_this_page_and_the_terms_stay_agreed_to(asked: Browser) -> None:
    doubted(asked)
    assert asked.page.status == 200
    assert "Is this registration right?" in asked.title
    assert "AB1O CDE is right: I have checked each letter and number" in asked.text
    asked.send(PATH, vrm="AB1O CDE", confirmed="yes")
    asked.follow()
    assert 'name="terms" type="checkbox" value="yes" checked' in asked.page.body


def test_what_was_doubted_is_confirmed_or_corrected(asked: Browser) -> None:
    doubted(asked)
    assert asked.send(PATH, vrm="AB1O CDE").status == 422
    assert "tick the box if it is right as it stands" in asked.text
    asked.send(PATH, vrm="AB1O CDE", confirmed="yes")
    assert kept(asked)["confirmed"] == "yes"


def test_a_confirmation_is_for_no_other_registration(asked: Browser) -> None:
    doubted(asked).send(PATH, vrm="AB10 CDE", confirmed="yes")
    assert kept(asked)["vrm"] == "AB10 CDE"
    assert kept(asked)["confirmed"] == ""


def kept(browser: Browser) -> dict[str, str]:
    state = cookies.unpack(browser.cookies[cookies.QUOTE])
    assert state is not None
    return state
