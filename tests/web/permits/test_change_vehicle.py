"""Page `permits_change_vehicle`."""

import pytest

from portal.vrm import NOT_ONE
from tests.web.browser_double import Browser
from tests.web.fake_changes import CHANGE_ID, change, changed
from tests.web.fake_permits import PERMIT_ID, permit

PATH = f"/permits/{PERMIT_ID}/change-vehicle"
CHANGES = ("POST", "/v1/permits/{id}/vehicle-changes")


@pytest.fixture
def holder(resident: Browser) -> Browser:
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("active"))
    resident.get(PATH)
    return resident


def test_asking_leads_to_the_change(holder: Browser) -> None:
    assert "AB12CDE" in holder.text
    sent = holder.send(PATH, why="new_plate", vrm="xy21 zzz")
    assert sent.headers["Location"] == f"/permits/{PERMIT_ID}/changes/{CHANGE_ID}"
    [call] = holder.api.called(*CHANGES)
    assert call.body == {"vrm": "xy21 zzz", "vrm_confirmed": False, "why": "new_plate"}
    assert call.headers["Idempotency-Key"]


@pytest.mark.parametrize("typed", [{"vrm": "XY21 ZZZ"}, {"why": "new_plate"}])
def test_both_are_needed(holder: Browser, typed: dict[str, str]) -> None:
    holder.send(PATH, **typed)
    assert "There is a problem" in holder.text
    assert holder.api.called(*CHANGES) == []


def test_a_registration_that_looks_mistyped_is_asked_back(holder: Browser) -> None:
    holder.send(PATH, why="another_vehicle", vrm="XY2I ZZZ")
    assert "Is this registration right?" in holder.text
    assert holder.api.called(*CHANGES) == []
    holder.send(PATH, why="another_vehicle", vrm="XY2I ZZZ", confirmed="XY2IZZZ")
    assert holder.api.called(*CHANGES)[0].body["vrm_confirmed"] is True


def test_what_is_on_no_number_plate_is_refused(holder: Browser) -> None:
    holder.send(PATH, why="another_vehicle", vrm="Hello", confirmed="HELLO")
    assert NOT_ONE in holder.text
    assert holder.api.called(*CHANGES) == []


def test_the_registration_asked_about_can_be_corrected(holder: Browser) -> None:
    holder.send(PATH, why="another_vehicle", vrm="XY2I ZZZ", action="change")
    assert 'value="XY2I ZZZ"' in holder.page.body
    assert "There is a problem" not in holder.text


def test_what_is_wrong_with_the_vehicle_stands_at_its_field(holder: Browser) -> None:
    holder.api.refuses(*CHANGES, 409, "vehicle_has_permit", "This vehicle has a permit in this zone.")
    holder.send(PATH, why="another_vehicle", vrm="XY21 ZZZ")
    assert "This vehicle has a permit in this zone." in holder.text
    assert "vrm-error" in holder.page.body


def test_another_tab_was_quicker(holder: Browser) -> None:
    holder.api.refuses(*CHANGES, 409, "change_open", "Another change of this permit is open.")
    holder.api.says("GET", "/v1/permits/{id}", 200, changed(change()))
    holder.send(PATH, why="another_vehicle", vrm="XY21 ZZZ")
    assert "Another change of this permit is open." in holder.text
    assert "Your permit is live" in holder.text


def test_what_cannot_be_changed(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, changed(change()))
    assert resident.get(PATH).headers["Location"] == f"/permits/{PERMIT_ID}"


def test_a_permit_that_is_not_there(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/permits/{id}", 404, "not_found")
    assert resident.get(PATH).status == 404
