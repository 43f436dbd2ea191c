"""Page `officer_care_releases`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

LIST, CASE = "/officer/releases", f"/officer/requests/{REQUEST}"


@pytest.fixture
def wanted(officer: Browser) -> Browser:
    officer.api.requests.sent()
    officer.api.requests.copy_asked()
    return officer


def test_the_queue_leads_to_what_waits(wanted: Browser) -> None:
    wanted.get("/officer/requests")
    assert "1 copy to look through" in wanted.text
    wanted.get(LIST)
    assert f'href="{CASE}#copy"' in wanted.get(LIST).body
    assert "ABCD2345" in wanted.text
    assert "To be decided by 19 December 2026" in wanted.text


def test_who_is_of_no_team_of_requests(officer: Browser) -> None:
    officer.api.refuses("GET", LIST.replace("/officer", "/v1/officer"), 403, "wrong_role", "Not yours.")
    assert officer.get(LIST).status == 403
