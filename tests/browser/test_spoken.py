"""What a screen reader says of every page, and of each form that is sent with mistakes in it.

The transcripts of the main journeys are in `tests/browser/spoken/`, for people to read; `make spoken` writes them anew.
They leave out the box of help, which is the same on each page of a service.
"""

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.fake_site import FakeSite
from tests.browser.screen_reader import heading_level, spoken
from tests.browser.test_every_page import enter, lead_on
from tests.web.stages import SENT_BY_SCRIPT, Stage, walk

pytestmark = pytest.mark.browser

TRANSCRIPTS = Path(__file__).parent / "spoken"
JOURNEYS = {
    "account": (
        "site/start",
        "account/create",
        "account/create_contact",
        "account/create_code",
        "account/sign_in",
        "account/sign_in_send_code",
        "account/sign_in_code",
        "account/home",
        "account/profile",
        "account/profile_edit",
    ),
    "permit": (
        "permits/buy",
        "permits/buy_property",
        "permits/buy_duration",
        "permits/buy_start",
        "permits/buy_vehicle",
        "permits/buy_tenancy",
        "permits/buy_price",
        "permits/buy_check",
        "permits/document",
        "permits/one",
        "permits/reply",
        "permits/renew",
        "permits/change_vehicle",
        "permits/cancel",
    ),
    "payment": ("payments/list", "payments/one", "payments/returned", "payments/receipt"),
    "cost of care": ("care/costs", "care/costs_question", "care/costs_amount", "care/costs_check", "care/costs_result"),
    "care request": (
        "care/form",
        "care/form_start",
        "care/request_page",
        "care/request_file",
        "care/request_check",
        "care/request",
        "care/request_reply",
    ),
    "officer": (
        "officer/sign_in",
        "officer/permits",
        "officer/case",
        "officer/decision",
        "officer/search",
        "officer/vehicle_check",
        "officer_care/list",
        "officer_care/one",
    ),
}
NAMELESS = {
    "link",
    "button",
    "textbox",
    "radio, not checked",
    "checkbox, not checked",
    "combobox",
    "image",
    "spinbutton",
}
"""What is said of a control or a picture that has no name."""
HELP = "complementary, Need help?"


@pytest.fixture(scope="module")
def stages() -> list[Stage]:
    return list(walk())


@pytest.fixture
def page(browser: Browser, site: FakeSite) -> Iterator[Page]:
    context = browser.new_context(base_url=site.address, bypass_csp=True)
    yield context.new_page()
    context.close()


def test_every_page_is_told_in_order(page: Page, site: FakeSite, stages: list[Stage]) -> None:
    """One first heading, none left out below it, a name for each control; the main journeys as in their transcripts."""
    said, problems = dict[str, list[str]](), dict[str, list[str]]()
    for stage in stages:
        enter(page.context, site, stage)
        for name, address in stage.pages.items():
            page.goto(address)
            said[name] = spoken(page)
            if found := _jarring(said[name]):
                problems[name] = found
    assert not problems, problems
    for journey, names in JOURNEYS.items():
        _compare(journey, [said[name] for name in names])


def _jarring(said: list[str]) -> list[str]:
    if "end of alert" in said:
        said = said[said.index("end of alert") :]
    levels = [level for phrase in said if (level := heading_level(phrase))]
    found = [phrase for phrase in said if phrase in NAMELESS]
    if levels[:1] != [1] or levels.count(1) != 1:
        found.append(f"headings of the levels {levels}")
    found += [f"level {level} after {before}" for before, level in pairwise(levels) if level > before + 1]
    return found


def _compare(journey: str, pages: list[list[str]]) -> None:
    transcript = "\n\n".join("\n".join(_without_help(said)) for said in pages) + "\n"
    place = TRANSCRIPTS / f"{journey.replace(' ', '-')}.txt"
    if os.environ.get("WRITE_TRANSCRIPTS"):
        place.write_text(transcript)
    assert place.read_text() == transcript, f"{place} differs. If it should: make spoken, and read it."


def _without_help(said: list[str]) -> list[str]:
    if HELP not in said:
        return said
    return said[: said.index(HELP)] + said[said.index(f"end of {HELP}") + 1 :]


def test_what_is_wrong_with_a_form_is_told_first_and_at_its_place(
    page: Page, site: FakeSite, stages: list[Stage]
) -> None:
    """In the page's title, as an alert that has the focus, and again with the control that it is about."""
    told, problems = set[str](), dict[str, str]()
    for stage in stages:
        for name, form in stage.forms.items():
            if name in SENT_BY_SCRIPT:
                continue
            enter(page.context, site, stage)
            lead_on(site)
            page.goto(form.address)
            with page.expect_navigation():
                page.locator(f'form[action="{form.action}"]').first.evaluate("form => form.submit()")
            if not page.title().startswith("Error: "):
                continue
            told.add(name)
            if problem := _untold(page, spoken(page)):
                problems[name] = problem
    assert not problems, problems
    assert len(told) >= 25, told


def _untold(page: Page, said: list[str]) -> str | None:
    if not page.evaluate("document.activeElement.matches('.govuk-error-summary')"):
        return "the focus is elsewhere"
    if said[2] != "alert":
        return f"it begins with {said[2]}"
    summary = said[: said.index("end of alert")]
    messages = [phrase.removeprefix("link, ") for phrase in summary if phrase.startswith("link, ")]
    later = said[len(summary) :]
    missing = [message for message in messages if not any(f"Error: {message}" in phrase for phrase in later)]
    return f"not said at its place: {missing}" if missing or not messages else None
