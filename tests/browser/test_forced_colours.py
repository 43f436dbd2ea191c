"""Every page in forced colours (Windows' contrast themes): what can be used has a visible edge, and shows its focus."""

import pytest
from playwright.sync_api import Browser

from tests.browser.checks import OUT_OF_REACH
from tests.browser.fake_site import FakeSite
from tests.browser.test_every_page import enter
from tests.web.stages import walk

pytestmark = pytest.mark.browser

WITHOUT_EDGE = """() => [...document.querySelectorAll(
    "button, a.govuk-button, input:not([type=hidden]), select, textarea")]
  .filter(one => one.checkVisibility() && !["radio", "checkbox", "file"].includes(one.type))
  .filter(one => getComputedStyle(one).textDecorationLine !== "underline")
  .filter(one => parseFloat(getComputedStyle(one).borderTopWidth) === 0)
  .map(one => one.outerHTML.slice(0, 160))"""
"""Colours of the page's own are gone there, so a button is told by its border alone, or underlined as a link."""


def test_forced_colours_leave_edges_and_focus(browser: Browser, site: FakeSite) -> None:
    context = browser.new_context(base_url=site.address, forced_colors="active")
    page, found = context.new_page(), dict[str, list[str]]()
    for seen in walk():
        enter(context, site, seen)
        for name, address in seen.pages.items():
            page.goto(address)
            if problems := page.evaluate(OUT_OF_REACH) + page.evaluate(WITHOUT_EDGE):
                found[name] = problems
    context.close()
    assert not found, found
