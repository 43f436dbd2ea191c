"""Page `permits_buy_renewal`."""

import pytest

from tests.web.browser_double import Browser

PATH = "/permits/buy/renewal"


@pytest.fixture
def asked(buyer: Browser) -> Browser:
    buyer.send("/permits/buy/start", start_day="1", start_month="12", start_year="2026")
    buyer.follow()
    buyer.send("/permits/buy/vehicle", vrm="AB12CDE")
    buyer.follow()
    return buyer


def test_it_is_plainly_optional_and_not_chosen(asked: Browser) -> None:
    assert "Automatic renewal (optional)" in asked.title
    assert "You do not need this to have a permit." in asked.text
    assert "it begins with your next payment" in asked.text
    assert "checked" not in asked.page.body.partition("<main")[2]


@pytest.mark.parametrize(
    ("ticked", "words"), [({}, "Automatic renewal No"), ({"auto_renew": "yes"}, "Yes, once it is")]
)
def test_either_way_it_goes_on(asked: Browser, ticked: dict[str, str], words: str) -> None:
    assert asked.send(PATH, **ticked).headers["Location"] == "/permits/buy/check"
    asked.follow()
    assert words in asked.text


def test_the_pages_before_come_first(buyer: Browser) -> None:
    assert buyer.get(PATH).headers["Location"] == "/permits/buy/start"
    buyer.follow()
    assert buyer.post(PATH, buyer.hidden("/permits/buy/start")).headers["Location"] == "/permits/buy/start"
