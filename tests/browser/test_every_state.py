"""axe-core with all its rules, and no scrolling sideways, on every page in every state and three sizes."""

import pytest

from tests.browser import walk
from tests.browser.checks import Findings
from tests.browser.conftest import People
from tests.browser.failing_site import FailingSite
from web.routes import PAGES

pytestmark = [pytest.mark.stack, pytest.mark.browser]

SEEN_ONLY_AS_ANSWERS = {"/sign-out", "/session/extend", "/create-account/code/send-again"}
WALKED_ELSEWHERE = ("/permits", "/stop-automatic-renewal", "/payments", "/officer", "/care-costs", "/care/")
"""`test_permit_states.py`, `test_care_states.py`, `test_request_states.py`"""
OF_THE_ACCOUNT = {
    path
    for path in PAGES
    if path.startswith(("/account/", "/forgotten-password", "/sign-in/app", "/undo-email-change", "/cookies"))
    and not path.startswith("/account/profile")
}
"""`test_account_states.py`"""


def test_every_state(people: People, findings: Findings) -> None:
    # axe comes in by evaluation, which the pages' own policy forbids; the policy is tested beside this.
    person = people(bypass_csp=True)
    seen: set[str] = set()
    person.page.on("framenavigated", lambda _frame: seen.add(person.path))
    walk.public_pages(person, findings.look)
    walk.registration(person, findings.look)
    walk.account(person, findings.look)
    person.page.context.clear_cookies()
    walk.signing_in(person, findings.look)
    print(findings)  # noqa: T201 (the figures of the run)
    assert findings.problems == []
    here = {path for path in PAGES if not path.startswith(WALKED_ELSEWHERE)} - OF_THE_ACCOUNT
    assert here - SEEN_ONLY_AS_ANSWERS <= seen
    assert len(findings.states) == len(set(findings.states)) > 40


def test_when_the_portal_is_broken(people: People, failing_site: FailingSite, findings: Findings) -> None:
    person = people(bypass_csp=True)
    for state, words in (
        ("unavailable", "problem with the service"),
        ("broken", "problem is ours"),
        ("front", "cannot open"),
        ("closed", "will be back by"),
    ):
        person.open(failing_site.address(state))
        assert words in person.page.locator("main").inner_text()
        findings.look(person.page, state)
    assert findings.problems == []


def test_something_would_be_found(people: People, findings: Findings) -> None:
    person = people(bypass_csp=True)
    person.open("/")
    person.page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=x><input>')")
    person.page.evaluate("document.querySelector('main a').tabIndex = -1")
    person.page.evaluate("document.querySelector('main .govuk-button-group').style.marginBottom = '-60px'")
    findings.look(person.page, "spoilt")
    assert any("image-alt" in problem for problem in findings.problems)
    assert any("by keyboard: <a " in problem for problem in findings.problems)
    assert any('lies over "New here?' in problem for problem in findings.problems)
    person.console.clear()
