"""The main journeys and every page once in Firefox: what Chromium alone lets pass would show here.

The journeys are those of the other files; the browser is another. Firefox cannot be told to leave scripts out of some
pages only, so what holds without JavaScript is walked by a Firefox that runs none.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests.browser import keyboard
from tests.browser import test_care_journey as care
from tests.browser import test_every_page as every_page
from tests.browser import test_forced_colours as forced_colours
from tests.browser import test_journey as account
from tests.browser import test_permit_journey as permit
from tests.browser import test_request_journey as request
from tests.browser.checks import axe
from tests.browser.fake_site import FakeSite
from tests.web.stages import walk

pytestmark = [pytest.mark.stack, pytest.mark.browser, pytest.mark.deep]

BRIDGE = Path(__file__).with_name("firefox_bridge.py")
CONTRAST = {"browser.display.document_color_use": 2, "ui.useAccessibilityTheme": 1}
"""Firefox's own setting for "override the colours of pages: always"."""

type Preferences = Mapping[str, str | float | bool]

buyer, officer, phone, stages = permit.buyer, permit.officer, every_page.phone, every_page.stages

test_an_account_with_the_pages_own_policy = account.test_with_the_pages_own_policy
test_an_account_by_keyboard_alone = account.test_by_keyboard_alone
test_the_skip_link_comes_first = account.test_the_skip_link_comes_first
test_from_the_first_look_to_a_live_permit = permit.test_from_the_first_look_to_a_live_permit
test_a_declined_card_and_another_try = permit.test_a_declined_card_and_another_try
test_a_question_and_its_answer = permit.test_a_question_and_its_answer
test_the_cost_of_care_by_keyboard_alone = care.test_by_keyboard_alone
test_a_form_from_the_catalogue_to_what_comes_of_it = request.test_from_the_catalogue_to_what_comes_of_it
test_a_small_phone_shows_every_page = every_page.test_a_small_phone_shows_every_page


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@contextmanager
def firefox(playwright: Playwright, preferences: Preferences, executable: str | Path = BRIDGE) -> Iterator[Browser]:
    assert os.environ.get("FIREFOX"), "These tests need FIREFOX, the path of a Firefox: run them by `make firefox`."
    browser = playwright.firefox.launch(
        channel="moz-firefox", executable_path=executable, firefox_user_prefs=dict(preferences)
    )
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One for all of this file, instead of Chromium."""
    with firefox(playwright, {}) as one:
        yield one


def test_firefox_still_needs_the_bridge(playwright: Playwright) -> None:
    """When this fails, `firefox_bridge.py` goes."""
    with firefox(playwright, {}, os.environ["FIREFOX"]) as one, pytest.raises(Error, match="setMediaFeaturesOverride"):
        one.new_context()


def test_axe_finds_nothing_on_any_page(browser: Browser, site: FakeSite) -> None:
    context = browser.new_context(base_url=site.address, viewport={"width": 320, "height": 568})
    page, found = context.new_page(), dict[str, list[str]]()
    for seen in walk():
        every_page.enter(context, site, seen)
        for name, address in seen.pages.items():
            page.goto(address)
            if problems := [rule["id"] for rule in axe(page)["violations"]]:
                found[name] = problems
    context.close()
    assert not found, found


def test_a_contrast_theme_leaves_edges_and_focus(playwright: Playwright, site: FakeSite) -> None:
    with firefox(playwright, CONTRAST) as one:
        forced_colours.test_forced_colours_leave_edges_and_focus(one, site)


def test_signing_in_by_keyboard_where_no_script_runs(playwright: Playwright, site: FakeSite) -> None:
    with firefox(playwright, {"javascript.enabled": False}) as one:
        page = one.new_context(base_url=site.address).new_page()
        page.goto("/sign-in")
        assert "js-enabled" not in page.evaluate("document.body.className")
        keyboard.enter(page, keyboard.BUTTON)
        assert page.title().startswith("Error: ")
        keyboard.type_into(page, email="ann.other@example.com", password="Longenough1!")
        keyboard.enter(page, keyboard.BUTTON)
        keyboard.enter(page, keyboard.BUTTON)
        keyboard.type_into(page, code="1234 5678")
        keyboard.enter(page)
        assert page.locator("h1").inner_text() == "My account"


def test_the_cost_of_care_by_keyboard_where_no_script_runs(playwright: Playwright, site: FakeSite) -> None:
    with firefox(playwright, {"javascript.enabled": False}) as one:
        page = one.new_context(base_url=site.address).new_page()
        page.goto("/care-costs")
        care.asked_by_keyboard(page)
        assert page.locator("main h1").inner_text().endswith("a week")


def test_something_would_be_found_in_a_contrast_theme(playwright: Playwright) -> None:
    with firefox(playwright, CONTRAST) as one:
        page = one.new_page()
        page.set_content("<button style='border: 0'>Send</button>")
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert page.evaluate(forced_colours.WITHOUT_EDGE)
