"""axe-core with all its rules, and no scrolling sideways, on every page about permits and payments in every state."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import billing_walk, change_walk, desk_walk, fake_site, permit_walk
from tests.browser.checks import Findings
from tests.browser.permit_walk import ONE
from tests.browser.person import Person
from tests.support.files import PNG
from tests.web.fake_permits import document, permit, ready_to_pay
from web.routes import PAGES, name_and_params

pytestmark = pytest.mark.browser

WALKED_HERE = ("/permits", "/payments", "/officer")
SEEN_ONLY_AS_ANSWERS = {
    "officer/claim",
    "officer/document",
    "officer/enquiry",
    "officer/next",
    "officer/note",
    "officer/session",
    "officer/sign_out",
    "payments/pay",
    "payments/receipt_pdf",
}
"""Or as what they lead to."""


@pytest.fixture
def resident(browser: Browser, site: fake_site.FakeSite) -> Iterator[Person]:
    """Signed in, before the pages with their own policy."""
    context = browser.new_context(base_url=site.address)
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


@pytest.mark.parametrize(
    ("name", "content_type", "body", "words"),
    [
        ("IMG_1.HEIC", "", b"x", "IMG_1.HEIC is a HEIC photo"),
        ("empty.pdf", "application/pdf", b"", "empty.pdf is empty."),
        ("big.jpg", "image/jpeg", b"x" * 10_485_761, "big.jpg is larger than 10 MB."),
        ("letter.docx", "application/msword", b"x", "letter.docx is no JPEG, PNG or PDF file."),
        ("v5c.jpg", "image/jpeg", b"x" * 9, "v5c.jpg could not be sent."),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_the_summary_and_at_its_field(
    resident: Person, site: fake_site.FakeSite, name: str, content_type: str, body: bytes, words: str
) -> None:
    site.api.says("GET", "/v1/permits/{id}", 200, permit(documents=[document("missing")]))
    resident.open(ONE)
    page = resident.page
    page.set_input_files("#file-v5c", {"name": name, "mimeType": content_type, "buffer": body})
    page.get_by_role("button", name="Upload").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text(words)
    expect(summary).to_be_focused()
    expect(page.locator("[data-said]")).to_contain_text(words)
    assert page.title().startswith("Error: ")
    summary.get_by_role("link").click()
    expect(page.locator("#file-v5c")).to_be_focused()
    policy = [line for line in resident.console if "Content Security Policy" in line]
    assert bool(policy) is (name == "v5c.jpg"), "the store is not in this policy"


def test_a_file_that_does_not_arrive_is_told(browser: Browser, site: fake_site.FakeSite) -> None:
    """The store refused it in an answer that no script may read."""
    context = browser.new_context(base_url=site.address, bypass_csp=True)
    person = Person(context.new_page(), mailbox="")
    permit_walk.sign_in(person)
    site.api.says("GET", "/v1/permits/{id}", 200, permit(documents=[document("missing")]))
    person.page.route("https://evidence.example/**", lambda route: route.fulfill(status=400))
    person.open(ONE)
    person.page.set_input_files("#file-v5c", {"name": "v5c.jpg", "mimeType": "image/jpeg", "buffer": b"x"})
    person.page.get_by_role("button", name="Upload").click()
    expect(person.page.locator(".govuk-error-summary")).to_contain_text("v5c.jpg has not arrived.")
    site.api.says("GET", "/v1/permits/{id}", 200, ready_to_pay())
    person.page.wait_for_timeout(1100)  # a second press within a second counts as the first
    person.page.get_by_role("button", name="Upload").click()
    expect(person.page.locator("[data-file]")).to_contain_text("Being checked for viruses")
    expect(person.page.get_by_role("button", name="Pay now")).to_be_visible()
    expect(person.page.locator(".govuk-error-summary")).to_have_count(0)
    context.close()


def test_every_state(browser: Browser, site: fake_site.FakeSite, findings: Findings) -> None:
    # axe comes in by evaluation, which the pages' own policy forbids; the policy is tested with the journeys.
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 800}, bypass_csp=True)
    context.route("https://evidence.example/**", lambda route: route.fulfill(content_type="image/png", body=PNG))
    person = Person(context.new_page(), mailbox="")
    seen = set[str]()
    person.page.on("framenavigated", lambda _frame: seen.add((name_and_params(person.path) or ("none",))[0]))
    permit_walk.choosing(person, site, findings.look)
    permit_walk.sign_in(person)
    permit_walk.applying(person, site, findings.look)
    permit_walk.permits(person, site, findings.look)
    permit_walk.documents(person, site, findings.look)
    change_walk.changes(person, site, findings.look)
    permit_walk.payments(person, site, findings.look)
    desk_walk.officers(person, site, findings.look)
    billing_walk.payments_team(person, site, findings.look)
    context.close()
    print(findings)  # noqa: T201 (the figures of the run)
    assert findings.problems == [], "\n".join(findings.problems)
    ours = {
        name for path, name in PAGES.items() if path.startswith(WALKED_HERE) and not name.startswith("officer_care/")
    }
    assert ours - SEEN_ONLY_AS_ANSWERS <= seen
    assert len(findings.states) == len(set(findings.states)) > 75
    assert person.console == []
