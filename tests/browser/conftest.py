"""Chromium and people in front of it."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import failing_site as failing
from tests.browser import fake_site
from tests.browser.checks import Findings
from tests.browser.person import Person
from tests.local_stack import RunningStack

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

type People = Callable[..., Person]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all; each person has a context of their own."""
    path = os.environ.get("CHROMIUM")
    assert path, "The browser tests need CHROMIUM, the path of a Chromium: run them by `make test`."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def people(browser: Browser, stack: RunningStack) -> Iterator[People]:
    """Makes persons; whoever saw an error in the console makes the test fail."""
    made: list[Person] = []

    def make(kind: type[Person] = Person, **options: bool) -> Person:
        context = browser.new_context(
            base_url=stack.web,
            viewport={"width": 1280, "height": 800},
            java_script_enabled=options.get("javascript", True),
            bypass_csp=options.get("bypass_csp", False),
        )
        person = kind(context.new_page(), stack.mailbox)
        made.append(person)
        return person

    yield make
    for person in made:
        person.page.context.close()
        assert person.console == []


@pytest.fixture
def failing_site() -> Iterator[failing.FailingSite]:
    """The pages with nothing behind them."""
    with failing.running() as site:
        yield site


@pytest.fixture
def site() -> Iterator[fake_site.FakeSite]:
    """The pages before an API that answers as it is told."""
    with fake_site.running() as running:
        yield running


@pytest.fixture(
    params=[False, pytest.param(True, marks=pytest.mark.deep)], ids=["sizes by turns", "every size of every state"]
)
def findings(request: pytest.FixtureRequest) -> Findings:
    """What was found on the pages that were looked at."""
    return Findings(every_size=request.param)
