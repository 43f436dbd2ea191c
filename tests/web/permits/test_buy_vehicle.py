"""Page `permits_buy_vehicle`."""

import pytest

from tests.web.browser_double import Browser
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
    assert asked.send(PATH, vrm="AB12 CDE").headers["Location"] == "/permits/buy/renewal"
    assert 'value="AB12 CDE"' in asked.get(PATH).body


def test_the_pages_before_come_first(buyer: Browser) -> None:
    assert buyer.get(PATH).headers["Location"] == "/permits/buy/start"
    buyer.follow()
    assert buyer.post(PATH, {**buyer.hidden("/permits/buy/start"), "vrm": "A1"}).status == 303


def test_what_was_doubted_is_confirmed_or_corrected(asked: Browser) -> None:
    form = {**asked.hidden(PATH), "doubted": "AB1O CDE"}
    assert asked.post(PATH, {**form, "vrm": "AB1O CDE"}).status == 422
    assert "tick the box if it is right as it stands" in asked.text
    assert asked.hidden(PATH)["doubted"] == "AB1O CDE"
    asked.send(PATH, vrm="AB1O CDE", confirmed="yes")
    assert kept(asked)["confirmed"] == "yes"


def test_a_confirmation_is_for_no_other_registration(asked: Browser) -> None:
    asked.post(PATH, {**asked.hidden(PATH), "doubted": "AB1O CDE", "vrm": "AB10 CDE", "confirmed": "yes"})
    assert kept(asked)["vrm"] == "AB10 CDE"
    assert kept(asked)["confirmed"] == ""


def kept(browser: Browser) -> dict[str, str]:
    state = cookies.unpack(browser.cookies[cookies.QUOTE])
    assert state is not None
    return state
