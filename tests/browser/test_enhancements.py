"""What JavaScript adds: the time that is left, the warning before the session ends, the menu."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import People
from tests.browser.person import Person

pytestmark = [pytest.mark.stack, pytest.mark.browser]


@pytest.fixture
def signed_in(people: People) -> Person:
    """At the profile's form, with a clock that the test turns."""
    person = people()
    person.page.clock.install()
    person.make_account()
    person.open("/account/profile/edit")
    return person


def test_the_warning_comes_and_the_button_extends(signed_in: Person) -> None:
    page = signed_in.page
    warning = page.locator("#session-warning")
    page.clock.run_for(27 * 60 * 1000)
    expect(warning).to_be_hidden()
    page.clock.run_for(90 * 1000)
    expect(warning).to_be_visible()
    expect(warning).to_contain_text("You have 2 minutes left.")
    assert page.evaluate("document.activeElement.textContent").strip() == "Stay signed in"
    with page.expect_response("**/session/extend") as answer:
        page.get_by_role("button", name="Stay signed in").click()
    assert answer.value.status == 204
    expect(warning).to_be_hidden()
    page.clock.run_for(20 * 60 * 1000)
    expect(warning).to_be_hidden()


def test_at_the_end_one_is_shown_out(signed_in: Person) -> None:
    with signed_in.page.expect_navigation():
        signed_in.page.clock.run_for(31 * 60 * 1000)
    # The session itself lives: only this browser's clock was turned. So the portal leads back.
    signed_in.page.wait_for_url("**/account/profile/edit")


def test_what_was_typed_stays(signed_in: Person) -> None:
    page = signed_in.page
    page.locator("#first_name").press_sequentially("X")
    page.clock.run_for(31 * 60 * 1000)
    expect(page.locator("#session-warning")).to_contain_text("What you typed is still on this page.")
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#first_name")).to_have_value("XAnn")


def test_another_tab_keeps_the_session(signed_in: Person) -> None:
    page = signed_in.page
    page.clock.run_for(20 * 60 * 1000)
    page.evaluate("localStorage.setItem('portal-ends-/session-ended', String(Date.now() + 1800000))")
    page.clock.run_for(20 * 60 * 1000)
    expect(page.locator("#session-warning")).to_be_hidden()


def test_the_code_page_counts_down(people: People) -> None:
    person = people()
    person.page.clock.install()
    person.register()
    told = person.page.locator("[data-words]")
    expect(told).to_contain_text("You have 30 minutes left.")
    person.page.clock.run_for(29 * 60 * 1000 + 30 * 1000)
    expect(told).to_contain_text("seconds left.")
    expect(person.page.locator("[data-announce]")).to_contain_text("30 seconds left")
    person.page.clock.run_for(31 * 1000)
    expect(told).to_have_text("This code has run out. Get a new one.")
    expect(person.page.locator("[data-announce]")).to_contain_text("run out")


def test_escape_closes_the_menu(signed_in: Person) -> None:
    page = signed_in.page
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="My account")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="My account")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_password_can_be_shown(people: People) -> None:
    person = people()
    person.open("/sign-in")
    person.page.get_by_role("button", name="Show password").click()
    expect(person.page.locator("#password")).to_have_attribute("type", "text")
