"""Looking after one's account in a real browser on the whole stack: by the pages' own policy, without JavaScript."""

import io
import json
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import People
from tests.browser.person import PASSWORD, Person

pytestmark = [pytest.mark.stack, pytest.mark.browser]


def words(person: Person) -> str:
    return person.page.locator("main").inner_text()


def start_sign_in(person: Person, password: str) -> None:
    person.open("/sign-in")
    person.fill(email=person.email, password=password)
    person.press("Continue")


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
