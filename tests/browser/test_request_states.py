"""axe-core with all its rules, and no scrolling sideways, on every page that asks a form, in every state."""

import pytest
from playwright.sync_api import Browser

from tests.browser import badge_walk, concern_walk, fake_site, forms_walk, permit_walk, request_walk
from tests.browser.checks import Findings
from tests.browser.person import Person
from tests.browser.request_walk import HERE
from tests.web.fake_staff_pool import PASSWORD as STAFF_PASSWORD
from web.routes import PAGES, name_and_params

pytestmark = pytest.mark.browser

SEEN_AS_ITS_QUESTION = {
    "care/request_copy",
    "care/request_file_sent",
    "officer_care/assignment",
    "officer_care/file",
    "officer_care/message_read",
    "officer_care/note",
    "officer_care/opening",
    "officer_care/order",
    "officer_care/priority",
    "officer_care/release",
    "officer_care/step",
}
"""They act and lead on, or are a file: what is seen is the page that they belong to."""
WALKED_HERE = ("/care/", "/officer/requests")


def test_every_state(browser: Browser, site: fake_site.FakeSite, findings: Findings) -> None:
    # axe comes in by evaluation, which the pages' own policy forbids.
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 800}, bypass_csp=True)
    person = Person(context.new_page(), mailbox="")
    seen = set[str]()
    person.page.on("framenavigated", lambda _frame: seen.add((name_and_params(person.path) or ("none",))[0]))
    permit_walk.sign_in(person)
    request_walk.before(person, site, findings.look)
    request_walk.questions(person, site, findings.look)
    request_walk.ends(person, site, findings.look)
    forms_walk.others(person, site, findings.look)
    site.api.replies.clear()
    badge_walk.asked(person, site, findings.look)
    concern_walk.report(person, site, findings.look)
    person.open("/officer")
    person.fill(email="care@staff.example.org", password=STAFF_PASSWORD)
    person.press("Sign in")
    request_walk.desk(person, site, findings.look)
    forms_walk.suggested(person, site, findings.look)
    badge_walk.desk(person, site, findings.look)
    concern_walk.desk(person, site, findings.look)
    context.close()
    print(findings)  # noqa: T201 (the figures of the run)
    assert findings.problems == []
    assert {name for path, name in PAGES.items() if path.startswith(WALKED_HERE)} - SEEN_AS_ITS_QUESTION <= seen
    assert len(findings.states) == len(set(findings.states)) > 30


def test_without_javascript_a_form_is_answered_and_sent(browser: Browser, site: fake_site.FakeSite) -> None:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    person = Person(context.new_page(), mailbox="")
    permit_walk.sign_in(person)
    site.api.requests.answered()
    answers = site.api.requests.kept.answers
    site.api.requests.change(answers={name: value for name, value in answers.items() if name != "urgent"})
    person.open(HERE)
    person.follow("Start now")
    person.page.check("[id='urgent.discharge']")
    person.page.fill("#hospital", "Ward 3")
    person.press("Continue")
    person.open(HERE)
    person.follow("Check your answers and send")
    person.press("Send")
    assert person.heading == "We have received your request"
    assert site.api.requests.kept.answers["hospital"] == "Ward 3"
    context.close()
