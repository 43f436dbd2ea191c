"""Page `officer_permits`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, in_queue

PATH = "/officer/permits"


def test_what_waits_with_its_age(officer: Browser) -> None:
    assert officer.get(PATH).status == 200
    assert officer.api.calls[-1].path == "/v1/officer/permits?status=in_review"
    for words in ("To be decided", "LP-7H3K-9Q01", "Resident permit, zone Z3", "Waiting for 3 days"):
        assert words in officer.text
    assert f'href="{PATH}/{PERMIT_ID}"' in officer.page.body


def test_filters(officer: Browser) -> None:
    officer.get(f"{PATH}?status=information_needed&zone=z21")
    assert officer.api.calls[-1].path == "/v1/officer/permits?status=information_needed&zone=Z21"
    assert "Waiting for the applicant, zone Z21" in officer.text
    assert 'value="information_needed" checked' in officer.page.body


def test_none(officer: Browser) -> None:
    officer.api.says("GET", "/v1/officer/permits", 200, {"items": [], "next": None})
    officer.get(f"{PATH}?status=nonsense")
    assert "No applications." in officer.text


def test_paging_keeps_the_filters(officer: Browser) -> None:
    officer.api.says("GET", "/v1/officer/permits", 200, {"items": [in_queue()], "next": "a+b"})
    officer.get(f"{PATH}?zone=Z3")
    assert f'href="{PATH}?status=in_review&amp;zone=Z3&amp;next=a%2Bb"' in officer.page.body
    officer.api.says("GET", "/v1/officer/permits", 200, {"items": [], "next": None})
    officer.get(f"{PATH}?zone=Z3&next=a%2Bb")
    assert officer.api.calls[-1].path == "/v1/officer/permits?status=in_review&zone=Z3&next=a%2Bb"
    assert "There are no more." in officer.text
    assert f'href="{PATH}?status=in_review&amp;zone=Z3"' in officer.page.body


def test_an_altered_page(officer: Browser) -> None:
    officer.api.refuses("GET", "/v1/officer/permits", 422, "invalid_input", errors=[("next", "No such page.")])
    assert officer.get(f"{PATH}?next=x").status == 422
    assert "No such page." in officer.text


def test_another_team_s_officer(officer: Browser) -> None:
    officer.api.refuses("GET", "/v1/officer/permits", 403, "wrong_role")
    assert officer.get(PATH).status == 403
    assert "Your account may not do this" in officer.title
    assert "not in the group that works on this" in officer.text


def test_strangers_and_residents_sign_in_first(resident: Browser) -> None:
    assert resident.get(PATH).headers["Location"] == f"/officer?next={PATH}"
    assert resident.api.calls == []


def test_a_token_that_has_run_out(officer: Browser) -> None:
    officer.api.says("GET", "/v1/officer/permits", 401, {"message": "Unauthorized"})
    assert officer.get(PATH).headers["Location"] == f"/officer?next={PATH}"
    assert "__Host-officer" not in officer.cookies
