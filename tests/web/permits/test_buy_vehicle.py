"""Page `permits_buy_vehicle`."""

import pytest

from portal.vrm import NOT_ONE
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
    assert asked.send(PATH, vrm="AB12 CDE").headers["Location"] == "/permits/buy/check"
    assert 'value="AB12 CDE"' in asked.get(PATH).body


def test_the_pages_before_come_first(buyer: Browser) -> None:
    assert buyer.get(PATH).headers["Location"] == "/permits/buy/start"
    buyer.follow()
    assert buyer.post(PATH, {**buyer.hidden("/permits/buy/start"), "vrm": "A1"}).status == 303


def test_a_doubt_is_asked_about_before_the_terms(asked: Browser) -> None:
    assert asked.send(PATH, vrm="ab1o cde").status == 200
    assert "Is this registration right?" in asked.title
    assert "AB1OCDE" in asked.text
    assert asked.send(PATH, confirmed="AB1OCDE").headers["Location"] == "/permits/buy/check"
    assert kept(asked)["vrm"] == "ab1o cde"
    assert kept(asked)["confirmed"] == "yes"
    asked.follow()
    asked.send("/permits/buy/check", terms="yes")
    assert asked.api.called("POST", "/v1/permits")[-1].body["vrm_confirmed"] is True


def test_what_is_unlike_any_british_one_is_asked_about(asked: Browser) -> None:
    """P12: it may be a foreign plate, or a special one."""
    asked.send(PATH, vrm="wx99 zz9")
    assert "Is this registration right?" in asked.title
    assert "it is unlike any British registration" in asked.text
    assert "letter O or I" not in asked.text
    assert asked.send(PATH, confirmed="WX99ZZ9").headers["Location"] == "/permits/buy/check"


@pytest.mark.parametrize("typed", ["Hello", "!!!", "1234567", "AB12CDEFG", "<b>1", "\U0001f697 1A"])
def test_what_is_on_no_number_plate_is_refused_at_once(asked: Browser, typed: str) -> None:
    """The API would refuse it after the last page, however it was confirmed."""
    answer = asked.send(PATH, vrm=typed)
    assert (answer.status, NOT_ONE in asked.text) == (422, True)
    assert asked.send(PATH, vrm=typed, confirmed=typed.upper()).status == 422


def test_a_doubted_registration_is_changed(asked: Browser) -> None:
    asked.send(PATH, vrm="AB1O CDE")
    assert asked.send(PATH, action="change").status == 200
    assert 'value="AB1O CDE"' in asked.page.body
    assert asked.send(PATH, vrm="AB10 CDE").headers["Location"] == "/permits/buy/check"
    assert kept(asked)["confirmed"] == ""


def test_a_confirmation_is_for_no_other_registration(asked: Browser) -> None:
    asked.send(PATH, vrm="AB1O CDE")
    asked.send(PATH, vrm="AB1I CDE", confirmed="AB1OCDE")
    assert "Is this registration right?" in asked.title
    assert "AB1ICDE" in asked.text


def test_the_answer_is_kept_when_one_comes_back(asked: Browser) -> None:
    asked.send(PATH, vrm="AB1O CDE")
    asked.send(PATH, confirmed="AB1OCDE")
    asked.get(PATH)
    assert asked.send(PATH, vrm="AB1O CDE").headers["Location"] == "/permits/buy/check"
    assert kept(asked)["confirmed"] == "yes"


def kept(browser: Browser) -> dict[str, str]:
    state = cookies.unpack(browser.cookies[cookies.QUOTE])
    assert state is not None
    return state
