"""Page `permits_apply_again`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, permit

PATH = f"/permits/{PERMIT_ID}/apply-again"


@pytest.fixture
def rejected(resident: Browser) -> Browser:
    over = permit("rejected", reason="The V5C names another address.", money="released", auto_renew=True)
    resident.api.says("GET", "/v1/permits/{id}", 200, over)
    resident.get(PATH)
    return resident


def test_it_shows_the_reason_and_how_to_discuss_it(rejected: Browser) -> None:
    assert "The V5C names another address." in rejected.text
    assert "To discuss it first, call our permits team" in rejected.text
    assert "The hold on your card was released" in rejected.text


def test_the_answers_are_filled_in_and_only_the_day_is_asked(rejected: Browser) -> None:
    assert rejected.send(PATH).headers["Location"] == "/permits/buy/start"
    rejected.follow()
    rejected.send("/permits/buy/start", start_day="22", start_month="11", start_year="2026")
    assert rejected.page.headers["Location"] == "/permits/buy/check"
    rejected.follow()
    for words in ("AB12CDE", "12 Market Place", "£55.00"):
        assert words in rejected.text
    rejected.send("/permits/buy/check", terms="yes")
    sent = rejected.api.called("POST", "/v1/permits")[0].body
    assert sent["from_permit_id"] == PERMIT_ID
    assert "quote_id" not in sent
    assert sent["vrm_confirmed"] is True
    assert rejected.api.called("POST", "/v1/permit-quotes") == []


def test_another_type_is_a_new_purchase_with_the_address_filled_in(rejected: Browser) -> None:
    rejected.send(PATH)
    rejected.get("/permits/buy")
    assert rejected.send("/permits/buy", permit_type="motorcycle").headers["Location"] == "/permits/buy/property"
    assert 'value="LE11 3ED"' in rejected.follow().body


def test_what_is_still_open(resident: Browser) -> None:
    assert resident.get(PATH).headers["Location"] == f"/permits/{PERMIT_ID}"


def test_opened_meanwhile(rejected: Browser) -> None:
    rejected.api.says("GET", "/v1/permits/{id}", 200, permit("in_review"))
    assert rejected.send(PATH).headers["Location"] == f"/permits/{PERMIT_ID}"


def test_what_is_not_there(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/permits/{id}", 404, "not_found")
    assert resident.get(PATH).status == 404
