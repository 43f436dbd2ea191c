"""What people do at the page for the code, on a small phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import fake_site
from tests.browser.person import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def visitor(browser: Browser, site: fake_site.FakeSite) -> Iterator[Person]:
    context = browser.new_context(base_url=site.address, viewport={"width": 320, "height": 568})
    yield Person(context.new_page(), mailbox="")
    context.close()


def at_the_code(visitor: Person) -> None:
    visitor.open("/sign-in")
    visitor.fill(email="ann.other@example.com", password="Longenough1!")
    visitor.press("Continue")
    visitor.press("Click to receive your code")


def test_the_code_page_fits_a_small_phone(visitor: Person) -> None:
    at_the_code(visitor)
    expect(visitor.page.locator("#code")).to_be_focused()
    button = visitor.page.get_by_role("button", name="Sign in", exact=True).bounding_box()
    assert button
    assert button["y"] + button["height"] <= 568


def test_a_pasted_sentence_gives_its_code(visitor: Person, site: fake_site.FakeSite) -> None:
    at_the_code(visitor)
    visitor.fill(code="Your code is: 0116 4321. It works until 2:03pm.")
    visitor.press("Sign in")
    assert site.api.called("POST", "/v1/sign-ins/{id}/session")[-1].body == {"code": "0116 4321"}


def test_when_it_has_run_out_a_new_code_is_the_main_button(visitor: Person) -> None:
    visitor.page.clock.install()
    at_the_code(visitor)
    visitor.page.clock.run_for(40_000)
    buttons = visitor.page.locator("main button").all()
    assert [one.inner_text() for one in buttons] == ["Get a new code", "Sign in"]
    assert ["govuk-button--secondary" in (one.get_attribute("class") or "") for one in buttons] == [False, True]
