"""Every page on a small phone, with text twice as large, without JavaScript; Back and reload after every form."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.fake_site import FakeSite
from tests.web.stages import SENT_BY_SCRIPT, Stage, walk

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 568}
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(one => one.checkVisibility() && (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0
    || one.getBoundingClientRect().right > document.documentElement.clientWidth + 1))
  .map(one => one.outerHTML.slice(0, 100))"""
OUT_OF_REACH = """() => [...document.querySelectorAll("main button, main a.govuk-button")]
  .filter(one => one.checkVisibility())
  .filter(one => {
    one.scrollIntoView({ block: "center" });
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return left < 0 || right > innerWidth || top < 0 || bottom > innerHeight || !(there && one.contains(there));
  }).map(one => one.outerHTML.slice(0, 160))"""
"""Buttons that do not come into view whole, or with something over them."""
DEAD = """() => [...document.querySelectorAll("body button, body a, body form")]
  .filter(one => one.checkVisibility())
  .filter(one => one.matches("button") ? !one.form || one.type !== "submit"
    : one.matches("a") ? !one.getAttribute("href") || one.getAttribute("href") === "#"
    : one.method === "post" && !one.getAttribute("action"))
  .map(one => one.outerHTML.slice(0, 160))"""
"""What only a script could give a meaning to."""
CODE = "input[autocomplete=one-time-code]"


@pytest.fixture(scope="module")
def stages() -> list[Stage]:
    return list(walk())


@pytest.fixture
def phone(browser: Browser, site: FakeSite) -> Iterator[BrowserContext]:
    with _small(browser, site, scripts=True) as context:
        yield context


@pytest.fixture
def no_script(browser: Browser, site: FakeSite) -> Iterator[BrowserContext]:
    with _small(browser, site, scripts=False) as context:
        yield context


@contextmanager
def _small(browser: Browser, site: FakeSite, *, scripts: bool) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site.address, viewport=PHONE, java_script_enabled=scripts)  # type: ignore[arg-type]
    yield context
    context.close()


def enter(context: BrowserContext, site: FakeSite, stage: Stage) -> None:
    """The browser as it is in that stage."""
    site.api.replies, site.api.requests = dict(stage.api.replies), deepcopy(stage.api.requests)
    context.clear_cookies()
    context.add_cookies(
        [{"name": name, "value": value, "url": "https://localhost/"} for name, value in stage.cookies.items()]
    )


def show(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None, address
    assert page.locator("main").count() == 1, address
    assert urlsplit(page.url).path == urlsplit(address).path


def test_a_small_phone_shows_every_page(phone: BrowserContext, site: FakeSite, stages: list[Stage]) -> None:
    """Nothing off the side, with plain text and with text twice as large; every button can be come to."""
    page, found, codes = phone.new_page(), dict[str, list[str]](), 0
    for stage in stages:
        enter(phone, site, stage)
        for name, address in stage.pages.items():
            page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            show(page, address)
            if page.locator(CODE).count() and not page.locator(".govuk-error-summary").count():
                codes += 1
                if page.evaluate("document.activeElement.getAttribute('autocomplete')") != "one-time-code":
                    found[f"{name}: focus"] = [page.evaluate("document.activeElement.outerHTML")[:100]]
            if hidden := page.evaluate(OUT_OF_REACH):
                found[name] = hidden
            for size, width in (("", 320), ("200%", 320), ("200%", 390)):
                page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
                page.set_viewport_size({"width": width, "height": 568})
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found[f"{name} {size} at {width}"] = page.evaluate(TOO_WIDE)[:3]
    assert not found, found
    assert codes >= 5


def test_nothing_on_any_page_waits_for_a_script(no_script: BrowserContext, site: FakeSite, stages: list[Stage]) -> None:
    page, found = no_script.new_page(), dict[str, list[str]]()
    for stage in stages:
        enter(no_script, site, stage)
        for name, address in stage.pages.items():
            show(page, address)
            if dead := page.evaluate(DEAD):
                found[name] = dead
    assert not found, found


def test_back_and_reload_after_every_form(no_script: BrowserContext, site: FakeSite, stages: list[Stage]) -> None:
    """Chromium shows its own page, not ours, where a page can only be had by sending the form again."""
    page, found = no_script.new_page(), dict[str, str]()
    for stage in stages:
        for name, form in stage.forms.items():
            if name in SENT_BY_SCRIPT:
                continue
            enter(no_script, site, stage)
            lead_on(site)
            show(page, form.address)
            with page.expect_navigation():
                page.locator(f'form[action="{form.action}"]').first.evaluate("form => form.requestSubmit()")
            shown, reloaded = page.title(), page.reload()
            if reloaded is None or reloaded.request.method != "GET" or page.title() != shown:
                found[f"{name}, reload of {shown}"] = page.title()
            page.go_back()
            if page.locator("main").count() != 1:
                found[f"{name}, Back from {shown}"] = page.title()
            page.go_forward()
            if page.title() != shown:
                found[f"{name}, Back to {shown}"] = page.title()
    assert not found, found


def lead_on(site: FakeSite) -> None:
    """What stands with GOV.UK Pay and in the store is a page of ours here: no other can be reached."""
    site.api.says("POST", "/v1/payments/{id}/attempts", 201, {"attempt_id": "a", "next_url": "/contact"})
    link = {"url": "/contact", "content_type": "image/jpeg", "expires_at": "2026-11-21T14:04:00Z"}
    site.api.says("GET", "/v1/officer/documents/{id}", 200, link)
    site.api.says("GET", "/v1/officer/requests/{id}/evidence/{id}", 200, link)


def test_the_first_tab_of_a_purchase_does_not_turn_into_the_second_s(
    phone: BrowserContext, site: FakeSite, stages: list[Stage]
) -> None:
    enter(phone, site, next(stage for stage in stages if stage.name == "buying"))
    first, second = phone.new_page(), phone.new_page()
    show(first, "/permits/buy/check")
    show(second, "/permits/buy/start")
    second.fill("#start_day", "2")
    with second.expect_navigation():
        second.get_by_role("button", name="Continue").click()
    first.check("#terms")
    with first.expect_navigation():
        first.get_by_role("button", name="Apply").click()
    assert "You changed your answers in another tab" in first.title()
    assert not site.api.called("POST", "/v1/permits")
    assert first.reload() is not None
    assert "You changed your answers in another tab" in first.title()
