"""Page `officer_colleague`."""

from tests.web.browser_double import Browser
from tests.web.fake_changes import CHANGE_ID
from tests.web.fake_permits import PERMIT_ID, case, in_queue

CASE = f"/officer/permits/{PERMIT_ID}"
PATH = f"{CASE}/colleague"
GIVE = ("PUT", "/v1/officer/permits/{id}/colleague")


def test_a_case_is_given_to_a_colleague(officer: Browser) -> None:
    officer.api.says("GET", "/v1/officer/permits/{id}", 200, case() | {"waiting": in_queue(mine=True)})
    officer.get(CASE)
    assert f'href="{PATH}"' in officer.page.body
    officer.get(PATH)
    assert "kim.hall@staff.example.org" in officer.text
    assert officer.send(PATH, to="o").headers["Location"] == "/officer/permits"
    [call] = officer.api.called(*GIVE)
    assert call.body == {"to": "o"}
    officer.follow()
    assert "your colleague’s for a day" in officer.text


def test_of_a_change_its_own_case_is_given(officer: Browser) -> None:
    officer.get(f"{PATH}?case_id={CHANGE_ID}")
    officer.send(PATH, to="o")
    [call] = officer.api.called(*GIVE)
    assert call.body == {"to": "o", "case_id": CHANGE_ID}


def test_whoever_was_given_it_sees_so(officer: Browser) -> None:
    mine = in_queue(mine=True, claimed_by="me", given_by="o")
    officer.api.says("GET", "/v1/officer/permits/{id}", 200, case() | {"waiting": mine})
    officer.get(CASE)
    assert "A colleague gave it to you." in officer.text


def test_nothing_chosen_and_a_refusal(officer: Browser) -> None:
    officer.get(PATH)
    assert officer.send(PATH).status == 422
    assert officer.api.called(*GIVE) == []
    officer.api.refuses(*GIVE, 409, "claimed", "A colleague has this case. Take the next one, or take it over.")
    assert officer.send(PATH, to="o").status == 422
    assert "A colleague has this case." in officer.text


def test_alone_in_the_team(officer: Browser) -> None:
    officer.api.says("GET", "/v1/officer/colleagues", 200, {"items": []})
    officer.get(PATH)
    assert "Nobody else is in your team." in officer.text


def test_the_list_is_refused(officer: Browser) -> None:
    officer.api.refuses("GET", "/v1/officer/colleagues", 403, "wrong_role")
    assert officer.get(PATH).status == 403
