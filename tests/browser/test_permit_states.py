"""axe-core with all its rules, and no scrolling sideways, on every page about permits and payments in every state."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import fake_site, permit_walk
from tests.browser.checks import Findings
from tests.browser.person import Person
from tests.browser.test_every_state import WALKED_ELSEWHERE
from web.routes import PAGES, name_and_place

pytestmark = pytest.mark.browser

SEEN_ONLY_AS_ANSWERS = {"officer_document", "officer_sign_out", "payments_pay"}
"""Or as what they lead to."""


@pytest.fixture
def site() -> Iterator[fake_site.FakeSite]:
    with fake_site.running() as running:
        yield running


def test_every_state(chromium: Browser, site: fake_site.FakeSite) -> None:
    # axe comes in by evaluation, which the pages' own policy forbids; the policy is tested with the journeys.
    context = chromium.new_context(base_url=site.address, viewport={"width": 1280, "height": 800}, bypass_csp=True)
    person = Person(context.new_page(), mailbox="")
    findings, seen = Findings(), set[str]()
    person.page.on("framenavigated", lambda _frame: seen.add((name_and_place(person.path) or ("none",))[0]))
    permit_walk.choosing(person, site, findings.look)
    permit_walk.sign_in(person)
    permit_walk.applying(person, site, findings.look)
    permit_walk.permits(person, site, findings.look)
    permit_walk.documents(person, site, findings.look)
    permit_walk.payments(person, site, findings.look)
    permit_walk.officers(person, site, findings.look)
    context.close()
    print(findings)  # noqa: T201 (the figures of the run)
    assert findings.problems == []
    ours = {name for path, name in PAGES.items() if path.startswith(WALKED_ELSEWHERE)}
    assert ours - SEEN_ONLY_AS_ANSWERS <= seen
    assert len(findings.states) == len(set(findings.states)) > 75
    assert person.console == []
