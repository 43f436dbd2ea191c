"""Page `officer_next`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID

CLAIMS = ("POST", "/v1/officer/claims")


def test_the_next_case_is_claimed_and_opened(officer: Browser) -> None:
    officer.get("/officer/permits?zone=Z3")
    assert officer.send("/officer/next").headers["Location"] == f"/officer/permits/{PERMIT_ID}"
    [sent] = officer.api.called(*CLAIMS)
    assert sent.body == {"zone": "Z3"}
    assert sent.headers["Idempotency-Key"]


def test_nothing_waits(officer: Browser) -> None:
    officer.get("/officer/permits")
    officer.api.says(*CLAIMS, 204, None)
    assert officer.send("/officer/next").headers["Location"] == "/officer/permits"
    assert "Nothing waits that nobody has." in officer.follow().body


def test_another_team_s_officer(officer: Browser) -> None:
    officer.get("/officer/permits")
    officer.api.refuses(*CLAIMS, 403, "wrong_role")
    assert officer.send("/officer/next").status == 403


def test_loaded_again(officer: Browser) -> None:
    assert officer.get("/officer/next").headers["Location"] == "/officer/permits"
