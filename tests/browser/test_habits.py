"""What people do: large text on a small phone, Back and reload after a form, a code that is pasted."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import fake_site, permit_walk
from tests.browser.person import Person
from tests.web.test_every_page import EVERY, POSTS

pytestmark = pytest.mark.browser

TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(one => one.checkVisibility() && (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0
    || one.getBoundingClientRect().right > document.documentElement.clientWidth + 1))
  .map(one => one.outerHTML.slice(0, 100))"""


@pytest.fixture
def visitor(chromium: Browser, site: fake_site.FakeSite) -> Iterator[Person]:
    context = chromium.new_context(base_url=site.address, viewport={"width": 320, "height": 568})
    yield Person(context.new_page(), mailbox="")
    context.close()


def test_no_page_runs_off_the_side_with_text_twice_as_large(visitor: Person) -> None:
    found: dict[str, list[str]] = {}
    for signed_in in (False, True):
        if signed_in:
            permit_walk.sign_in(visitor)
        for path in EVERY:
            answer = visitor.page.goto(path)
            if answer is None or answer.status == 405:
                continue
            visitor.page.evaluate("document.documentElement.style.fontSize = '200%'")
            for width in (320, 390):
                visitor.page.set_viewport_size({"width": width, "height": 568})
                if visitor.page.evaluate("document.documentElement.scrollWidth") > width:
                    found[f"{path} at {width}"] = visitor.page.evaluate(TOO_WIDE)[:3]
    assert not found, found


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


@pytest.mark.parametrize("signed_in", [False, True])
def test_back_and_reload_after_every_form(visitor: Person, signed_in: bool) -> None:
    """Chromium shows its own page, not ours, where a page can only be had by sending the form again."""
    if signed_in:
        permit_walk.sign_in(visitor)
    page = visitor.page
    sent = 0
    for path in POSTS:
        answer = page.goto(path)
        form = page.locator("main form[method=post]")
        if answer is None or answer.status != 200 or form.count() == 0:
            continue
        with page.expect_navigation():
            form.first.evaluate("form => form.requestSubmit()")
        if not page.url.startswith(page.evaluate("location.origin")):
            continue
        sent += 1
        shown = page.title()
        reloaded = page.reload()
        assert reloaded is not None, path
        assert reloaded.request.method == "GET", path
        assert page.title() == shown, path
        page.goto("/help")
        page.go_back()
        assert page.title() == shown, path
        assert page.locator("main").count() == 1, path
    assert sent >= (8 if signed_in else 4)
