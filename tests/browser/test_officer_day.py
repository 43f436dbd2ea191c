"""How much a case costs an officer: clicks, keys and seconds of twenty, with the mouse and with the keys alone."""

import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import fake_site
from tests.browser.person import Person
from tests.support.files import PNG
from tests.web.browser_double import LOCAL_LOGIN, START
from tests.web.fake_permits import case
from tests.web.fake_staff_pool import PASSWORD, token
from web import cookies

pytestmark = pytest.mark.browser

DAY = ("approve",) * 12 + ("ask",) * 4 + ("reject",) * 4
"""What becomes of twenty cases."""
DECISION = ("POST", "/v1/officer/permits/{id}/decision")
WORDS = {"approve": "Approve", "ask": "Ask the applicant something", "reject": "Reject"}
SENDS = {"approve": "Approve", "ask": "Send the question", "reject": "Reject"}
ALT = 1
KEYS = {"approve": "a", "ask": "q", "reject": "r"}


@dataclass
class Counted(Person):
    clicks: int = 0
    keys: int = 0

    def key(self, name: str) -> None:
        self.keys += 1
        self.page.keyboard.press(name)

    def alt(self, letter: str, *, leads_on: bool = False) -> None:
        """As a keyboard sends it; Playwright's own says nothing of the letter while Alt is held."""
        self.keys += 1
        code = {"key": letter, "code": f"Key{letter.upper()}", "windowsVirtualKeyCode": ord(letter.upper())}
        devtools = self.page.context.new_cdp_session(self.page)
        with self.page.expect_navigation() if leads_on else nullcontext():
            for kind, text in (("rawKeyDown", {}), ("char", {"text": letter, "unmodifiedText": letter}), ("keyUp", {})):
                devtools.send("Input.dispatchKeyEvent", {"type": kind, "modifiers": ALT, **text, **code})
        devtools.detach()

    def press(self, words: str) -> None:
        self.clicks += 1
        super().press(words)

    def choose(self, words: str) -> None:
        self.clicks += 1
        self.page.get_by_label(words).check()


@pytest.fixture
def officer(browser: Browser, site: fake_site.FakeSite) -> Iterator[Counted]:
    """Signed in, before the queue."""
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 800}, bypass_csp=True)
    context.route("https://evidence.example/**", lambda route: route.fulfill(content_type="image/png", body=PNG))
    person = Counted(context.new_page(), mailbox="")
    person.open("/officer")
    person.fill(email="permits@staff.example.org", password=PASSWORD)
    person.press("Sign in")
    person.clicks = 0
    yield person
    context.close()
    assert person.console == []


def by_mouse(officer: Counted, outcome: str) -> None:
    officer.press("Take the next case Alt+N")
    officer.choose(WORDS[outcome])
    if outcome != "approve":
        officer.clicks += 2  # the list and what is chosen in it
        officer.page.select_option("#ready", index=1)
    officer.press("Continue Alt+C")
    officer.press(f"{SENDS[outcome]} Alt+C")


def by_keys(officer: Counted, outcome: str) -> None:
    officer.alt("n", leads_on=True)
    officer.alt(KEYS[outcome])
    expect(officer.page.locator(f"input[value='{outcome}']")).to_be_checked()
    if outcome != "approve":
        officer.key("Tab")
        officer.key("ArrowDown")
        expect(officer.page.locator("#reason")).not_to_be_empty()
    officer.alt("c", leads_on=True)
    officer.alt("c", leads_on=True)


@pytest.mark.parametrize(("way", "most"), [(by_mouse, 5.0), (by_keys, 5.0)])
def test_twenty_cases(officer: Counted, site: fake_site.FakeSite, way: object, most: float) -> None:
    """Nothing is typed that a person would type as text: `Alt` is held."""
    site.api.says("GET", "/v1/officer/permits/{id}", 200, case())
    begun = time.monotonic()
    for outcome in DAY:
        way(officer, outcome)  # type: ignore[operator]
        assert officer.path == "/officer/permits"
    took = (time.monotonic() - begun) / len(DAY)
    sent = [call.body["outcome"] for call in site.api.called(*DECISION)]
    assert sent == list(DAY)
    effort = (officer.clicks + officer.keys) / len(DAY)
    print(f"{way.__name__}: {officer.clicks} clicks, {officer.keys} keys, {took:.2f} s a case")  # type: ignore[attr-defined] # noqa: T201
    assert effort <= most
    assert 0 in {officer.clicks, officer.keys}


def test_the_sign_in_is_renewed_while_they_work(
    officer: Counted, site: fake_site.FakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The browser sends the refresh token to the page that renews, and to no other."""
    at, context = int(START.timestamp()), officer.page.context
    old, fresh = token(iat=at - 1200, exp=at + 600), token(iat=at, exp=at + 1800)
    monkeypatch.setattr(LOCAL_LOGIN.transport, "token", fresh)
    [kept] = [cookie for cookie in context.cookies(site.address) if cookie["name"] == cookies.OFFICER]
    context.add_cookies([{**kept, "value": old}])  # type: ignore[typeddict-item]  # as Playwright itself gave it
    asked: list[str] = []
    officer.page.on("request", lambda one: asked.append(one.url.removeprefix(site.address)))
    officer.open("/officer/permits?only=mine")
    jar = {cookie["name"]: cookie for cookie in context.cookies(f"{site.address}/officer/session")}
    assert jar[cookies.OFFICER]["value"] == fresh
    assert jar[cookies.OFFICER_RENEWAL]["path"] == "/officer/session"
    assert officer.page.url.endswith("/officer/permits?only=mine")
    assert "/officer/session?next=%2Fofficer%2Fpermits%3Fonly%3Dmine" in asked
