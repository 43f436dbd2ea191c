"""axe-core with all its rules, and no scrolling sideways, on every page of the estimator in every state."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import care_walk, fake_site
from tests.browser.checks import Findings
from tests.browser.person import Person
from tests.web import browser_double as in_process
from tests.web.care_journey import AT_HOME, answer
from web.cookies import ESTIMATE
from web.routes import PAGES, name_and_params

pytestmark = pytest.mark.browser

SEEN_ONLY_AS_ANSWERS = {"care/costs_delete"}


def test_every_state(browser: Browser, site: fake_site.FakeSite, findings: Findings) -> None:
    # axe comes in by evaluation, which the pages' own policy forbids; the policy is tested with the journeys.
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 800}, bypass_csp=True)
    person = Person(context.new_page(), mailbox="")
    seen = set[str]()
    person.page.on("framenavigated", lambda _frame: seen.add((name_and_params(person.path) or ("none",))[0]))
    care_walk.at_home(person, findings.look)
    care_walk.care_home(person, findings.look)
    care_walk.results(person, site, findings.look)
    care_walk.rest(person, findings.look)
    context.close()
    print(findings)  # noqa: T201 (the figures of the run)
    assert findings.problems == []
    ours = {name for path, name in PAGES.items() if path.startswith(care_walk.START)}
    assert ours - SEEN_ONLY_AS_ANSWERS <= seen
    assert len(findings.states) == len(set(findings.states)) > 40
    assert person.console == []


def test_the_result_is_printed_by_the_button_and_without_what_is_for_the_screen(
    browser: Browser, site: fake_site.FakeSite
) -> None:
    context = browser.new_context(base_url=site.address)
    person = Person(context.new_page(), mailbox="")
    person.page.add_init_script("window.print = () => { document.title = 'printed' }")
    answered = in_process.Browser(site.api)
    answer(answered, AT_HOME)
    context.add_cookies(
        [{"name": ESTIMATE, "value": answered.cookies[ESTIMATE], "url": "https://localhost/", "secure": True}]
    )
    person.open("/care-costs/result")
    person.page.get_by_role("button", name="Print this page").click()
    expect(person.page).to_have_title("printed")
    person.page.emulate_media(media="print")
    shown = person.page.locator("body").inner_text()
    for words in ("You may have to pay £67.71 a week", "Tariff income", "What you told us", "£17,050.91"):
        assert words in shown
    for words in ("Change", "Delete my answers", "Print this page", "Need help?", "Back"):
        assert words not in shown
    context.close()
    assert person.console == []
