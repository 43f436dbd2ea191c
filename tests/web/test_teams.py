"""Help boxes name the team of their page."""

import re

import pytest

from care.model import RequestStatus
from care.rules.forms import form_of
from portal.problems import unwrap
from tests.web.browser_double import Browser
from tests.web.conftest import sign_in
from tests.web.fake_requests import REQUEST, FakeRequests
from web.teams import team_for


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/sign-in", "0116 305 0001"),
        ("/permits/buy", "0116 305 5442"),
        ("/payments", "0116 305 0001"),
        ("/care-costs", "0116 305 0004"),
    ],
)
def test_the_number_of_its_team(browser: Browser, path: str, number: str) -> None:
    """And only the pages for signing in speak of codes."""
    if path != "/sign-in":
        sign_in(browser)
    browser.get(path)
    beside = browser.page.body.partition('id="need-help"')[2].partition("</aside>")[0]
    assert number in beside
    assert ("signing in and codes" in beside) == (path == "/sign-in")


@pytest.mark.parametrize("path", ["/sign-in", "/payments", "/care-costs"])
def test_its_help_stands_where_the_link_leads(browser: Browser, path: str) -> None:
    team = team_for(path)
    assert team.help
    page, _, place = team.help[0].partition("#")
    assert browser.get(page).status == 200
    assert not place or f'id="{place}"' in browser.page.body


@pytest.mark.parametrize(
    ("form_id", "number", "answers"),
    [
        ("blue-badge", "0116 305 0001", {}),
        ("care-assessment", "0116 305 0004", {}),
        ("young-carers-support", "0116 305 0005", {"birth_date": "2012-05-05"}),
    ],
)
def test_all_pages_about_a_form_have_the_one_number_of_its_team(
    resident: Browser, form_id: str, number: str, answers: dict[str, str]
) -> None:
    requests = resident.api.requests = FakeRequests(form=unwrap(form_of(form_id, None)))
    here, form = f"/care/requests/{REQUEST}", f"/care/forms/{form_id}"
    requests.answered()
    for path in (form, f"{form}/start", here, f"{here}/check", f"{here}/end"):
        assert _numbers(resident, path) == {number}, path
    requests.sent(RequestStatus.INFORMATION_NEEDED, text="Which day suits you?", **answers)
    for path in (here, f"{here}/print", f"{here}/reply", f"{here}/death", f"{here}/change", f"{here}/end"):
        assert _numbers(resident, path) == {number}, path


def _numbers(browser: Browser, path: str) -> set[str]:
    assert browser.get(path).status == 200
    return set(re.findall(r"0116 305 \d{4}", browser.text))
