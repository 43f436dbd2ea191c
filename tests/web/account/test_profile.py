"""Page `profile`."""

from tests.web.browser_double import Browser
from tests.web.fake_security import ACCOUNT


def test_a_resident(resident: Browser) -> None:
    resident.get("/account/profile")
    for words in ("Ann Other", "ann.other@example.com", "12 Sample Street", "Hinckley", "We contact you by email"):
        assert words in resident.text
    assert "Organisation" not in resident.text


def test_a_professional(resident: Browser) -> None:
    work = {"kind": "professional", "organisation": "A practice", "job_title": "Nurse"}
    resident.api.says("GET", "/v1/account", 200, {**ACCOUNT, **work})
    resident.get("/account/profile")
    assert "A practice" in resident.text
    assert "Nurse" in resident.text
