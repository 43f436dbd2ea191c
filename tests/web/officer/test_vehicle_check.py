"""Page `officer_vehicle_check`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import CHECKED

PATH = "/officer/vehicle-check"
CHECK = ("POST", "/v1/officer/vehicle-checks")


def test_valid(officer: Browser) -> None:
    officer.get(PATH)
    valid = {"valid": True, "permit_type": "resident", "zone": "Z3", "valid_until": "2027-11-20"}
    officer.api.says(*CHECK, 200, CHECKED | valid)
    officer.send(PATH, vrm="ab12cde", zone="z3")
    assert officer.api.called(*CHECK)[-1].body == {"vrm": "ab12cde", "zone": "z3"}
    assert "AB12CDE: valid today" in officer.text
    assert "Resident permit, zone Z3, to the end of 20 November 2027" in officer.text


def test_not_valid_and_what_may_be_meant(officer: Browser) -> None:
    officer.get(PATH)
    officer.api.says(*CHECK, 200, CHECKED | {"near": [{"vrm": "AB12CDE", "zone": "Z4"}]})
    officer.send(PATH, vrm="AB12CDF")
    assert officer.api.called(*CHECK)[-1].body == {"vrm": "AB12CDF"}
    assert "AB12CDF: no valid permit" in officer.text
    assert "AB12CDE, zone Z4" in officer.text


def test_refused(officer: Browser) -> None:
    officer.get(PATH)
    assert officer.send(PATH).status == 422
    assert "Enter the registration." in officer.text
    officer.api.refuses(*CHECK, 422, "invalid_input", errors=[("vrm", "Not a registration.")])
    assert officer.send(PATH, vrm="!").status == 422
    assert "Not a registration." in officer.text
    officer.api.refuses(*CHECK, 403, "wrong_role")
    assert officer.send(PATH, vrm="AB12CDE").status == 403
