"""The whole first journey in a real browser: with the pages' own policy, without JavaScript, by keyboard alone."""

from urllib.parse import urlsplit

import httpx
import pytest

from tests.browser.conftest import People
from tests.browser.keyboard import BUTTON, enter, tab_to, type_into
from tests.browser.person import PASSWORD, Person
from tests.local_stack import RunningStack

pytestmark = [pytest.mark.stack, pytest.mark.browser]

OURS = {"__Host-session", "__Host-session-life", "__Host-csrf", "__Host-waiting", "__Host-device"}
VIEW = "__Host-view-0"
"""What the last form's page shows after its redirect, for ten minutes (`docs/decisions/0033`)."""


def journey(person: Person) -> None:
    person.open("/")
    person.follow("Create an account")
    person.make_account()
    assert "Your account is ready" in person.page.locator("main").inner_text()
    assert {cookie["name"] for cookie in person.page.context.cookies()} == OURS | {VIEW}
    assert all(cookie["httpOnly"] and cookie["secure"] for cookie in person.page.context.cookies())
    person.page.get_by_text("Menu", exact=True).click()
    person.follow("Edit your profile")
    person.fill(phone="07911 123456")
    person.press("Save changes")
    assert "07911 123456" in person.page.locator("main").inner_text()
    person.sign_out()
    assert person.heading == "You have signed out"
    assert [cookie["name"] for cookie in person.page.context.cookies()] == ["__Host-device"]
    person.open("/account/profile")
    assert person.path == "/sign-in"
    code = person.ask_for_code()
    person.fill(code=f"{code[:4]} {code[4:]}")
    person.press("Sign in")
    assert person.path == "/account/profile"


def test_with_the_pages_own_policy(people: People) -> None:
    journey(people())


def test_without_javascript(people: People) -> None:
    person = people(javascript=False)
    journey(person)
    person.open("/account/profile/address")
    person.press("Enter the address by hand")
    person.fill(line_1="1 Invented Row", town="Loughborough", typed_postcode="LE11 3ED")
    person.press("Continue")
    assert "1 Invented Row" in person.page.locator("main").inner_text()


def test_nobody_gets_round_the_front(stack: RunningStack) -> None:
    host = f"{stack.outputs['WebApiId']}.execute-api.{urlsplit(stack.aws).netloc}"
    for secret in ({}, {"X-Origin-Secret": "guessed"}):
        answer = httpx.get(f"{stack.aws}/sign-in", headers={"Host": host, **secret})
        assert answer.status_code == 403
        assert "You cannot open this address" in answer.text


def test_the_policy_stops_a_foreign_script(people: People) -> None:
    person = people()
    person.open("/")
    ran = person.page.evaluate(
        "() => new Promise(done => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s); setTimeout(() => done(window.ran), 50) })"
    )
    assert ran is None
    assert any("Content Security Policy" in said for said in person.console)
    person.console.clear()


def test_by_keyboard_alone(people: People) -> None:
    person = people()
    page = person.page
    person.open("/")
    enter(page, "main a[href='/create-account']")
    type_into(page, email=person.email, first_name="Ann", last_name="Smith", password="short")
    tab_to(page, "#privacy_policy_accepted")
    page.keyboard.press("Space")
    enter(page, BUTTON)
    assert page.evaluate("document.activeElement.classList.contains('govuk-error-summary')")
    assert page.title().startswith("Error: ")
    tab_to(page, ".govuk-error-summary a[href='#password']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "password"
    page.keyboard.type(PASSWORD)
    enter(page, BUTTON)
    type_into(page, phone="0116 496 0000", postcode="LE11 3ED")
    enter(page)
    tab_to(page, "#uprn")
    page.keyboard.press("Space")
    enter(page, BUTTON)
    type_into(page, code=person.code())
    enter(page)
    assert person.path == "/account"
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    enter(page, "a[href='/account/profile/edit'].portal-menu__link")
    tab_to(page, "#first_name")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Anna")
    enter(page, BUTTON)
    assert "Anna Smith" in page.locator("main").inner_text()
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    enter(page, ".portal-menu__link--button")
    assert person.heading == "You have signed out"
    enter(page, "main a[href='/sign-in']")
    type_into(page, email=person.email, password=PASSWORD)
    enter(page)
    before = person.mails()
    enter(page, BUTTON)
    type_into(page, code=person.code(after=before))
    enter(page)
    assert person.path == "/account"


def test_the_skip_link_comes_first(people: People) -> None:
    person = people()
    person.open("/sign-in")
    person.page.keyboard.press("Tab")
    assert person.page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    person.page.keyboard.press("Enter")
    assert person.page.evaluate("document.activeElement.id") == "main-content"
