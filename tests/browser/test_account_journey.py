"""Looking after one's account in a real browser on the whole stack: by the pages' own policy, without JavaScript."""

import io
import json
import re
import time
import zipfile

import httpx
import pyotp
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
    expect(person.page.locator("main")).to_contain_text("You are not signed in anywhere else.")
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
    person.press("Forgotten your password?")
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


def secret(person: Person) -> str:
    """What the page says to type into the app."""
    return re.sub(r"\s", "", person.page.locator(".portal-key").inner_text())


def app_code(person: Person, key: str, *, after: str = "") -> str:
    """What the app shows: after a code that was used, the next one."""
    app = pyotp.TOTP(key)
    while (code := app.now()) == after:
        person.page.wait_for_timeout(500)
    return code


@pytest.mark.parametrize("javascript", [True, False])
def test_an_app_is_added_used_and_removed(people: People, javascript: bool) -> None:
    person = people(javascript=javascript)
    person.make_account()
    person.open("/account/authenticator")
    person.fill(password=PASSWORD)
    person.press("Add an app")
    key = secret(person)
    person.fill(code="000000")
    person.press("Add the app")
    assert person.page.locator("#code-error").inner_text()
    assert secret(person) == key
    first = app_code(person, key)
    person.fill(code=f"{first[:3]} {first[3:]}")
    person.press("Add the app")
    assert "Your authenticator app is added." in words(person)
    person.page.context.clear_cookies()
    start_sign_in(person, PASSWORD)
    person.follow("Use my app")
    person.fill(code=app_code(person, key, after=first))
    person.press("Sign in")
    assert person.path == "/account"
    person.open("/account/sessions")
    assert "with a code from your app" in words(person)
    person.open("/account/authenticator")
    person.follow("Remove the app")
    person.press("Remove the app")
    start = words(person)
    assert "Your authenticator app is removed." in start


def undo_token(person: Person, email: str) -> str:
    """From the notice to the old address."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        mails = httpx.get(person.mailbox, params={"to": email}, headers={"accept": "application/json"}).json()
        for mail in mails:
            found = re.search(r"/undo-email-change#(\S+)", mail["text"])
            if found:
                return found.group(1)
        time.sleep(0.1)
    raise AssertionError("no notice with a way back")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_address_is_changed_and_taken_back(people: People, javascript: bool) -> None:
    person = people(javascript=javascript)
    person.make_account()
    old, new = person.email, f"new.{person.email}"
    person.open("/account/email")
    person.email = new
    person.fill(new_email=new, password=PASSWORD)
    person.press("Send a code to the new address")
    person.fill(code=person.code())
    person.press("Change my email address")
    assert "Your email address is changed." in words(person)
    assert new in words(person)
    token = undo_token(person, old)
    person.open(f"/undo-email-change#{token}")
    if not javascript:
        person.fill(token=token)
    person.press("Put my old address back")
    assert "Your old email address is back" in words(person)
    person.email = old
    person.open("/undo-email-change")
    person.fill(token=token)
    person.press("Put my old address back")
    assert "There is a problem" in words(person)


def test_what_happened_is_told(people: People) -> None:
    person = people()
    person.make_account()
    person.open("/account/activity")
    expect(person.page.locator("main")).to_contain_text("You made your account.")


def test_a_copy_is_asked_for_and_fetched_and_the_account_closed(people: People) -> None:
    person = people()
    person.make_account()
    person.open("/account/export")
    person.press("Ask for my copy")
    expect(person.page.locator("h1")).to_have_text("Your copy is ready", timeout=60_000)
    with person.page.expect_download() as fetched:
        person.page.get_by_role("link", name="Download my copy (zip)").click()
    with zipfile.ZipFile(io.BytesIO(fetched.value.path().read_bytes())) as copy:
        assert any(name.endswith(".html") for name in copy.namelist())
        told = [json.loads(copy.read(name)) for name in copy.namelist() if name.endswith(".json")]
    assert person.email in json.dumps(told)
    person.open("/account/close")
    person.page.check("#understood")
    person.fill(password=PASSWORD)
    person.press("Close my account")
    assert person.heading == "Your account is closed"
    assert "What we keep" in words(person)
    start_sign_in(person, PASSWORD)
    assert "There is a problem" in words(person)
