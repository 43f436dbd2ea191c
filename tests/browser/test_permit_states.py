"""axe-core with all its rules, and no scrolling sideways, on every page about permits and payments in every state."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import billing_walk, fake_site, permit_walk
from tests.browser.checks import Findings
from tests.browser.permit_walk import ONE
from tests.browser.person import Person
from tests.web.fake_permits import document, permit
from web.routes import PAGES, name_and_params

pytestmark = pytest.mark.browser

WALKED_HERE = ("/permits", "/payments", "/officer")
SEEN_ONLY_AS_ANSWERS = {"officer/document", "officer/sign_out", "payments/pay"}
"""Or as what they lead to."""


@pytest.fixture
def resident(chromium: Browser, site: fake_site.FakeSite) -> Iterator[Person]:
    """Signed in, before the pages with their own policy."""
    context = chromium.new_context(base_url=site.address)
    person = Person(context.new_page(), mailbox="")
    permit_walk.sign_in(person)
    yield person
    context.close()


def test_what_is_looked_through_shows_by_itself(resident: Person, site: fake_site.FakeSite) -> None:
    site.api.says("GET", "/v1/permits/{id}", 200, permit(documents=[document("awaiting_upload")]))
    resident.open(f"{ONE}/documents/v5c/sent")
    for status, heading in (("scanning", "Your document has arrived"), ("clean", "Your document is uploaded")):
        site.api.says("GET", "/v1/permits/{id}", 200, permit(documents=[document(status)]))
        expect(resident.page.locator("h1")).to_have_text(heading)
    assert resident.console == []


def test_a_file_that_cannot_be_sent_is_said_and_can_be_sent_again(resident: Person, site: fake_site.FakeSite) -> None:
    resident.open(f"{ONE}/documents/v5c")
    resident.page.check("input[value='image/jpeg']")
    resident.press("Continue")
    said, send = resident.page.locator("[data-said]"), resident.page.get_by_role("button", name="Send", exact=True)
    for size, words in ((10_485_761, "This file is too big."), (9, "The file could not be sent.")):
        file = {"name": "v5c.jpg", "mimeType": "image/jpeg", "buffer": b"x" * size}
        resident.page.set_input_files("#file", file)  # type: ignore[arg-type]  # as Playwright documents it
        send.click()
        expect(said).to_contain_text(words)
        resident.page.wait_for_timeout(1100)  # a second press within a second counts as the first
    assert send.get_attribute("aria-disabled") is None
    assert any("Content Security Policy" in line for line in resident.console), "the store is not in this policy"


def test_every_state(chromium: Browser, site: fake_site.FakeSite, findings: Findings) -> None:
    # axe comes in by evaluation, which the pages' own policy forbids; the policy is tested with the journeys.
    context = chromium.new_context(base_url=site.address, viewport={"width": 1280, "height": 800}, bypass_csp=True)
    person = Person(context.new_page(), mailbox="")
    seen = set[str]()
    person.page.on("framenavigated", lambda _frame: seen.add((name_and_params(person.path) or ("none",))[0]))
    permit_walk.choosing(person, site, findings.look)
    permit_walk.sign_in(person)
    permit_walk.applying(person, site, findings.look)
    permit_walk.permits(person, site, findings.look)
    permit_walk.documents(person, site, findings.look)
    permit_walk.payments(person, site, findings.look)
    permit_walk.officers(person, site, findings.look)
    billing_walk.payments_team(person, site, findings.look)
    context.close()
    print(findings)  # noqa: T201 (the figures of the run)
    assert findings.problems == []
    ours = {name for path, name in PAGES.items() if path.startswith(WALKED_HERE)}
    assert ours - SEEN_ONLY_AS_ANSWERS <= seen
    assert len(findings.states) == len(set(findings.states)) > 75
    assert person.console == []
