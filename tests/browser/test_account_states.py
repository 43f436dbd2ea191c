"""axe-core with all its rules, and no scrolling sideways, on every page about the account itself in every state."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import account_walk, fake_site, permit_walk
from tests.browser.checks import MISPLACED, Findings
from tests.browser.person import Person
from tests.browser.test_every_state import OF_THE_ACCOUNT
from tests.web.fake_permits import payment
from tests.web.fake_security import EXPORT_ID, export
from web.routes import PAGES, name_and_params

pytestmark = pytest.mark.browser

SEEN_ONLY_AS_ANSWERS = {"account/authenticator_confirm", "account/export_file"}
"""Or as what they lead to."""
TOKEN = "Ab_-" * 11


@pytest.fixture
def person(browser: Browser, site: fake_site.FakeSite) -> Iterator[Person]:
    """Before the pages with their own policy; whoever saw an error in the console makes the test fail."""
    context = browser.new_context(base_url=site.address)
    made = Person(context.new_page(), mailbox="")
    yield made
    context.close()
    assert made.console == []


def test_every_state(browser: Browser, site: fake_site.FakeSite, findings: Findings) -> None:
    # axe comes in by evaluation, which the pages' own policy forbids; the policy is tested with the journeys.
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 800}, bypass_csp=True)
    person = Person(context.new_page(), mailbox="")
    seen = set[str]()
    person.page.on("framenavigated", lambda _frame: seen.add((name_and_params(person.path) or ("none",))[0]))
    account_walk.getting_back_in(person, site, findings.look)
    permit_walk.sign_in(person)
    account_walk.settings(person, site, findings.look)
    account_walk.helpers(person, site, findings.look)
    account_walk.records(person, site, findings.look)
    context.close()
    print(findings)  # noqa: T201 (the figures of the run)
    assert findings.problems == []
    assert {PAGES[path] for path in OF_THE_ACCOUNT} - SEEN_ONLY_AS_ANSWERS <= seen
    assert len(findings.states) == len(set(findings.states)) > 40
    assert person.console == []


def test_the_link_of_the_mail_fills_the_field_and_leaves_the_address(person: Person) -> None:
    person.open(f"/undo-email-change#{TOKEN}")
    expect(person.page.locator("#token")).to_have_value(TOKEN)
    assert TOKEN not in person.page.url
    person.open("/help")
    person.open("/undo-email-change#main-content")
    expect(person.page.locator("#token")).to_have_value("")


def test_a_copy_that_is_being_made_shows_by_itself_when_it_is_ready(person: Person, site: fake_site.FakeSite) -> None:
    permit_walk.sign_in(person)
    person.open(f"/account/export/{EXPORT_ID}")
    expect(person.page.locator("h1")).to_have_text("Your copy is being made")
    site.api.says("GET", "/v1/account/exports/{id}", 200, export("ready"))
    expect(person.page.locator("h1")).to_have_text("Your copy is ready", timeout=10_000)


def test_what_was_typed_is_not_promised_to_be_kept_over_a_sign_out(person: Person) -> None:
    """A form that was left open is dead after it, so whoever typed has to copy it."""
    permit_walk.sign_in(person)
    person.open("/account/profile/edit")
    person.page.locator("#first_name").press_sequentially("X")
    other = Person(person.page.context.new_page(), mailbox="")
    other.open("/account")
    other.page.locator("summary").click()
    other.press("Sign out")
    warning = person.page.locator("#session-warning")
    expect(warning).to_contain_text("you can no longer send it")
    expect(warning).not_to_contain_text("send it: we then")
    person.page.get_by_role("button", name="Close").click()
    expect(person.page.locator("#first_name")).to_have_value("XAnn")


def test_the_picture_is_drawn_under_the_pages_own_policy(person: Person) -> None:
    permit_walk.sign_in(person)
    person.open("/account/authenticator")
    person.fill(password="Longenough1!")
    person.press("Add an app")
    box = person.page.locator(".portal-qr").bounding_box()
    assert box is not None
    assert 180 < box["width"] < 270
    assert abs(box["width"] - box["height"]) < 1


@pytest.mark.parametrize("width", [320, 360, 390])
def test_the_menu_with_its_number_leaves_the_name_alone(person: Person, site: fake_site.FakeSite, width: int) -> None:
    permit_walk.sign_in(person)
    site.api.says("GET", "/v1/payments", 200, {"items": [payment()], "next": None})
    person.page.set_viewport_size({"width": width, "height": 640})
    person.open("/account")
    expect(person.page.locator(".portal-menu__button")).to_contain_text("1")
    assert person.page.evaluate(MISPLACED) == []
