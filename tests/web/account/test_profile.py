"""Page `profile`."""

from tests.web.browser_double import Browser
from tests.web.fake_security import ACCOUNT


def test_a_resident(resident: Browser) -> None:
    resident.get("/account/profile")
    for words in (
        "Ann Other",
        "ann.other@example.com",
        "12 Sample Street",
        "Hinckley",
        "We contact you by email",
        "Ordinary print",
    ):
        assert words in resident.text
    assert "Organisation" not in resident.text


def test_who_is_written_to_by_post_in_large_print(resident: Browser) -> None:
    chosen = {"contact_by": {"email": False, "text": False, "post": True}, "formats": ["large_print", "audio"]}
    resident.api.says("GET", "/v1/account", 200, {**ACCOUNT, **chosen})
    resident.get("/account/profile")
    for words in ("We contact you by post", "What we send you comes in Large print, Sound recording"):
        assert words in resident.text


def test_a_professional(resident: Browser) -> None:
    work = {"kind": "professional", "organisation": "A practice", "job_title": "Nurse"}
    resident.api.says("GET", "/v1/account", 200, {**ACCOUNT, **work})
    resident.get("/account/profile")
    assert "A practice" in resident.text
    assert "Nurse" in resident.text
