"""Page `permits_change_address`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_changes import CHANGE_ID, change, changed
from tests.web.fake_permits import PERMIT_ID, permit, property_found

PATH = f"/permits/{PERMIT_ID}/change-address"
CHANGES = ("POST", "/v1/permits/{id}/address-changes")
TYPED = {"postcode": "LE11 3ED", "house": "12"}


@pytest.fixture
def holder(resident: Browser) -> Browser:
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("active"))
    resident.get(PATH)
    return resident


def test_a_property_is_found_chosen_and_asked_for(holder: Browser) -> None:
    assert "bank statement" in holder.text
    holder.send(PATH, **TYPED, action="find")
    assert "12A Market Place" in holder.text
    sent = holder.send(PATH, **TYPED, uprn="9901", action="choose")
    assert sent.headers["Location"] == f"/permits/{PERMIT_ID}/changes/{CHANGE_ID}"
    [call] = holder.api.called(*CHANGES)
    assert call.body == {"uprn": "9901"}
    assert call.headers["Idempotency-Key"]


def test_both_are_needed(holder: Browser) -> None:
    holder.send(PATH, postcode="LE11 3ED", action="find")
    assert "Enter the house number or name." in holder.text


def test_what_is_not_found_is_said_and_can_be_searched_again(holder: Browser) -> None:
    holder.api.says("POST", "/v1/permit-properties", 200, {"items": []})
    holder.send(PATH, **TYPED, action="find")
    assert "We found no property for" in holder.text
    outside = property_found("9903", "12", zone=None, instead="This property is not in a permit zone.")
    holder.api.says("POST", "/v1/permit-properties", 200, {"items": [outside]})
    holder.send(PATH, **TYPED, action="find")
    assert "This property is not in a permit zone." in holder.text
    holder.send(PATH, **TYPED, action="search")
    assert 'value="LE11 3ED"' in holder.page.body


def test_nothing_chosen(holder: Browser) -> None:
    holder.send(PATH, **TYPED, action="choose")
    assert "Choose your property." in holder.text
    assert holder.api.called(*CHANGES) == []


def test_another_zone_leads_to_an_application_with_the_answers_of_this_permit(holder: Browser) -> None:
    holder.api.refuses(*CHANGES, 409, "different_zone", "This property is in zone Z4.")
    holder.send(PATH, **TYPED, uprn="9901", action="choose")
    assert "You need a new permit" in holder.text
    assert holder.send(PATH, **TYPED, uprn="9901", action="apply").headers["Location"] == "/permits/buy/price"
    [quoted] = holder.api.called("POST", "/v1/permit-quotes")
    assert quoted.body == {"uprn": "9901", "permit_type": "resident", "months": 12}
    holder.get("/permits/buy/price")
    assert "Proof of residency at the new address" in holder.text
    assert holder.text.count("(V5C)") == 1
    holder.get("/permits/buy/start")
    holder.send("/permits/buy/start", start_day="1", start_month="12", start_year="2026")
    holder.get("/permits/buy/check")
    assert "your permit there ends when this one begins" in holder.text
    holder.api.refuses("POST", "/v1/permits", 409, "permit_not_active", "Only an active permit can be moved.")
    assert holder.send("/permits/buy/check", terms="yes").status == 409
    assert "Only an active permit can be moved." in holder.text
    holder.get("/permits/buy/check")
    assert "your permit there ends" not in holder.text
    holder.api.says("POST", "/v1/permits", 201, permit())
    holder.send("/permits/buy/check", terms="yes")
    moved, apart = holder.api.called("POST", "/v1/permits")
    assert (moved.body["moves_from"], "moves_from" in apart.body) == (PERMIT_ID, False)


def test_a_property_without_a_place(holder: Browser) -> None:
    holder.api.refuses(*CHANGES, 409, "no_place_free", "All permits of this property are in use.")
    holder.send(PATH, **TYPED, uprn="9901", action="choose")
    assert "All permits of this property are in use." in holder.text


def test_another_tab_was_quicker(holder: Browser) -> None:
    holder.api.refuses(*CHANGES, 409, "change_open", "Another change of this permit is open.")
    holder.send(PATH, **TYPED, uprn="9901", action="choose")
    assert "Another change of this permit is open." in holder.text
    assert "Your permit is live" in holder.text


def test_what_cannot_be_changed(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, changed(change()))
    assert resident.get(PATH).headers["Location"] == f"/permits/{PERMIT_ID}"
