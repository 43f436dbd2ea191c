"""Page `officer_care_badges`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_casework import to_be_ordered
from tests.web.fake_requests import REQUEST

CASE, LIST = f"/officer/requests/{REQUEST}", "/officer/badges"


def test_from_the_list_to_the_order(badge_team: Browser) -> None:
    assert f'href="{LIST}"' in badge_team.get("/officer/requests").body
    page = badge_team.get(LIST).body
    assert f'href="{CASE}"' in page
    assert "20 November 2029" in badge_team.text
    badge_team.get(CASE)
    assert badge_team.send(f"{CASE}/order").headers["Location"] == LIST
    badge_team.follow()
    assert "No badge is to be ordered." in badge_team.text
    badge_team.get(CASE)
    assert "This badge is to be ordered" not in badge_team.text
    assert "We ordered it from its maker" in badge_team.text


def test_all_pages_of_the_queue_are_in_the_list(badge_team: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    first = to_be_ordered(badge_team.api.requests)
    pages = [first | {"next": "more"}, first]
    monkeypatch.setattr(badge_team.api.requests, "answer", lambda *_: (200, pages.pop(0)))
    badge_team.get(LIST)
    assert "2 badges were agreed to" in badge_team.text
    assert badge_team.api.calls[-1].path == "/v1/officer/requests?status=to_order&next=more"


def test_who_is_of_no_team_of_requests(officer: Browser) -> None:
    officer.api.refuses("GET", "/v1/officer/requests", 403, "wrong_role", "Not yours.")
    assert officer.get(LIST).status == 403
