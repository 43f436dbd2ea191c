"""Page `officer_next`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, in_queue

CLAIMS = ("POST", "/v1/officer/claims")
CHANGE_ID = "01KCHANGE00000000000000001"


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
    officer.follow()
    assert "No case is waiting for somebody to take it." in officer.text
    assert "Success" not in officer.text


def test_another_team_s_officer(officer: Browser) -> None:
    officer.get("/officer/permits")
    officer.api.refuses(*CLAIMS, 403, "wrong_role")
    assert officer.send("/officer/next").status == 403


def test_loaded_again(officer: Browser) -> None:
    assert officer.get("/officer/next").headers["Location"] == "/officer/permits"


def test_the_next_change_is_taken_from_the_changes_alone(officer: Browser) -> None:
    officer.get("/officer/permits?kind=vehicle_change")
    assert "Take the next vehicle change" in officer.text
    change = in_queue(kind="vehicle_change", case_id=CHANGE_ID, mine=True)
    officer.api.says(*CLAIMS, 200, change)
    assert officer.send("/officer/next").headers["Location"] == f"/officer/permits/{PERMIT_ID}?case_id={CHANGE_ID}"
    assert officer.api.called(*CLAIMS)[0].body == {"kind": "vehicle_change"}
