"""Looking after one's account in a real browser on the whole stack: by the pages' own policy, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import People
from tests.browser.person import PASSWORD, Person

pytestmark = [pytest.mark.stack, pytest.mark.browser]

NEW = "Another-horse-8"


def words(person: Person) -> str:
    return person.page.locator("main").inner_text()


def start_sign_in(person: Person, password: str) -> None:
    person.open("/sign-in")
    person.fill(email=person.email, password=password)
    person.press("Continue")


def test_the_password_is_changed_and_every_other_browser_is_signed_out(people: People) -> None:
    person, elsewhere = people(), people()
    person.make_account()
    elsewhere.email = person.email
    elsewhere.sign_in()
    person.open("/account/sessions")
    assert "Elsewhere" in words(person)
    person.open("/account/password")
    person.fill(current_password="Wrong-horse-7", new_password=NEW)
    person.press("Change my password")
    assert person.page.locator("#current_password-error").inner_text()
    person.fill(current_password=PASSWORD, new_password=NEW)
    person.press("Change my password")
    assert "Your password is changed." in words(person)
    elsewhere.open("/account/profile")
    assert elsewhere.heading == "Your session has ended"
    start_sign_in(elsewhere, PASSWORD)
    assert "There is a problem" in words(elsewhere)


def test_a_browser_elsewhere_is_signed_out_by_hand(people: People) -> None:
    person, elsewhere = people(), people()
    person.make_account()
    elsewhere.email = person.email
    elsewhere.sign_in()
    person.open("/account/sessions")
    person.page.get_by_role("button", name=re.compile("^Sign out there")).click()
    expect(person.page.locator("main")).to_contain_text("You are signed in nowhere else.")
    elsewhere.open("/account")
    assert elsewhere.heading == "Your session has ended"
    person.press("Sign out everywhere")
    assert person.heading == "You have signed out"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_forgotten_password_is_replaced(people: People, javascript: bool) -> None:
    person = people(javascript=javascript)
    person.make_account()
    person.sign_out()
    person.open("/sign-in")
    person.follow("Forgotten your password?")
    before = person.mails()
    person.fill(email=person.email)
    person.press("Send me a code")
    code = person.code(after=before)
    person.fill(code=code, new_password="short")
    person.press("Change my password")
    assert person.page.locator("#new_password-error").inner_text()
    person.fill(code=code, new_password=NEW)
    person.press("Change my password")
    assert "Sign in with the new password." in words(person)
    start_sign_in(person, NEW)
    before = person.mails()
    person.press("Click to receive your code")
    person.fill(code=person.code(after=before))
    person.press("Sign in")
    assert "Care records are closed until" in words(person)
