"""Page `permits_buy_tenancy`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.conftest import choose

PATH = "/permits/buy/tenancy"


@pytest.fixture
def tenant(resident: Browser) -> Browser:
    """With a price for a temporary permit and a vehicle."""
    choose(resident, "temporary_resident")
    resident.send("/permits/buy/duration", months="12")
    resident.get("/permits/buy/start")
    resident.send("/permits/buy/start", start_day="1", start_month="12", start_year="2026")
    resident.follow()
    resident.send("/permits/buy/vehicle", vrm="AB12CDE")
    return resident


def test_it_comes_for_tenants(tenant: Browser) -> None:
    assert tenant.page.headers["Location"] == PATH
    assert tenant.follow().status == 200


def test_the_last_day_is_kept_and_sent(tenant: Browser) -> None:
    tenant.follow()
    answer = tenant.send(PATH, tenancy_day="30", tenancy_month="6", tenancy_year="2027")
    assert answer.headers["Location"] == "/permits/buy/check"
    assert 'value="30"' in tenant.get(PATH).body
    tenant.get("/permits/buy/check")
    assert "Tenancy ends on 30 June 2027" in tenant.text
    tenant.send("/permits/buy/check", terms="yes")
    assert tenant.api.called("POST", "/v1/permits")[0].body["tenancy_ends_on"] == "2027-06-30"


def test_nothing_typed(tenant: Browser) -> None:
    tenant.follow()
    assert tenant.send(PATH).status == 422
    assert "Enter the last day of the tenancy: day, month and year." in tenant.text


def test_others_are_not_asked(buyer: Browser) -> None:
    assert buyer.get(PATH).headers["Location"] == "/permits/buy/start"
    buyer.follow()
    hidden = buyer.hidden("/permits/buy/start")
    buyer.send("/permits/buy/start", start_day="1", start_month="12", start_year="2026")
    buyer.get("/permits/buy/vehicle")
    buyer.send("/permits/buy/vehicle", vrm="AB12CDE")
    assert buyer.get(PATH).headers["Location"] == "/permits/buy/check"
    assert buyer.post(PATH, {**hidden, "tenancy_day": "1"}).status == 409
