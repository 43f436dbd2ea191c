"""Page `permits_auto_renewal`."""

from typing import Any

import pytest

from permits.model_auto import CONSENT
from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, announced, permit
from web.permits.words import AUTO_RENEWAL_CONSENT

ONE = f"/permits/{PERMIT_ID}"
PATH = f"{ONE}/auto-renewal"
SWITCH = ("PUT", "/v1/permits/{id}/auto-renewal")
READ = ("GET", "/v1/permits/{id}")


def test_what_is_agreed_to_is_what_is_stored() -> None:
    assert AUTO_RENEWAL_CONSENT == CONSENT
    assert "The council tells me the price 14 days before the permit ends, and takes it 7 days before." in CONSENT


def test_the_stop_link_changes_nothing_when_it_is_fetched(resident: Browser) -> None:
    resident.api.says(*READ, 200, announced())
    resident.get(PATH)
    assert "£58.00" in resident.text
    assert "3 December 2026" in resident.text
    assert resident.api.called(*SWITCH) == []
    assert resident.send(PATH).headers["Location"] == ONE
    [call] = resident.api.called(*SWITCH)
    assert call.body == {"enabled": False}
    resident.get(ONE)
    assert "Your permit does not renew itself any more." in resident.text


def test_agreeing_to_it(resident: Browser) -> None:
    resident.api.says(*READ, 200, permit("active", can=["auto_renew"]))
    resident.get(ONE)
    assert f'href="{PATH}"' in resident.page.body
    resident.get(PATH)
    assert AUTO_RENEWAL_CONSENT in resident.text
    resident.api.says(*SWITCH, 200, {"enabled": True, "starts": "next_payment"})
    resident.send(PATH)
    [call] = resident.api.called(*SWITCH)
    assert call.body == {"enabled": True}


def test_over_meanwhile(resident: Browser) -> None:
    resident.api.says(*READ, 200, announced())
    resident.get(PATH)
    resident.api.refuses(*SWITCH, 409, "not_live", "It is renewed already: choose for the new permit.")
    assert resident.send(PATH).status == 409
    assert "choose for the new permit" in resident.text


@pytest.mark.parametrize("status", ["expired", "rejected"])
def test_where_there_is_nothing_to_choose(resident: Browser, status: str) -> None:
    resident.api.says(*READ, 200, permit(status))
    assert resident.get(PATH).headers["Location"] == ONE


def test_a_renewal_that_is_being_paid_for_by_itself_says_so(resident: Browser) -> None:
    facts: dict[str, Any] = {"renews": "01M7ZM7Q80MPJF01XBRKFY3TS1", "auto_renew": True, "can": ["pay", "withdraw"]}
    resident.api.says(*READ, 200, permit(renews_itself=True, documents=[], **facts))
    resident.get(ONE)
    assert "We are renewing your permit" in resident.text
    resident.api.says(*READ, 200, permit(documents=[], **facts))
    resident.get(ONE)
    assert "Pay for your renewal" in resident.text
    assert "22 November 2026" in resident.text
