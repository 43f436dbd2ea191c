"""Somebody at the portal's pages: presses buttons by their words and reads their own mail."""

import re
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import ConsoleMessage, FilePayload, Page

PASSWORD = "Correct-horse-7"
A_WHILE = 40_000
"""Milliseconds for events to go their way."""


@dataclass
class Person:
    page: Page
    mailbox: str
    email: str = field(default_factory=lambda: f"ann.{uuid.uuid4().hex[:12]}@example.org")
    password: str = PASSWORD
    console: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))

    def open(self, path: str) -> None:
        self.page.goto(path)

    def press(self, words: str) -> None:
        """A button that leads to another page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).click()

    def follow(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=words, exact=True).first.click()

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.fill(f"#{name}", value)

    def give(self, name: str, value: str) -> None:
        """The value of one form element: typed, chosen or ticked."""
        field = self.page.locator(f"[name='{name}']")
        match field.first.evaluate("one => one.type"):
            case "radio":
                self.page.check(f"[name='{name}'][value='{value}']")
            case "checkbox":
                field.check()
            case "select-one":
                field.select_option(value)
            case _:
                field.fill(value)

    def choose_file(self, file: FilePayload) -> None:
        self.page.set_input_files("#file", file)

    def reload_until(self, found: Callable[[], bool]) -> None:
        for _ in range(A_WHILE // 500):
            if found():
                return
            self.page.wait_for_timeout(500)
            self.page.reload()
        raise AssertionError(self.words)

    @property
    def words(self) -> str:
        """All that the page says."""
        return self.page.locator("main").inner_text()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def mails(self) -> int:
        return len(self._mails())

    def code(self, *, after: int = 0) -> str:
        """The code of the newest mail, once there are more than `after`."""
        until = time.monotonic() + 15
        while time.monotonic() < until:
            for mail in self._mails()[: -after or None]:
                found = re.search(r"\b(\d{4}) ?(\d{4})\b", mail["text"])
                if found:
                    return "".join(found.groups())
            time.sleep(0.1)
        raise AssertionError(f"no mail with a code for {self.email} beyond the first {after}")

    # The journey in large steps

    def register(self, *, professional: bool = False) -> None:
        """Up to the page for the activation code."""
        self.open("/create-account/professional" if professional else "/create-account")
        if professional:
            self.fill(organisation="Oak Surgery", job_title="Nurse")
        self.begin_registration()
        self.fill(phone="0116 496 0000", postcode="LE11 3ED")
        self.press("Find address")
        self.page.get_by_label("8 Market Place").check()
        self.press("Continue")

    def begin_registration(self) -> None:
        """From its first page to the one for phone number and address."""
        self.fill(email=self.email, first_name="Ann", last_name="Smith", password=self.password)
        self.page.check("#privacy_policy_accepted")
        self.press("Continue")

    def make_account(self, *, professional: bool = False) -> None:
        self.register(professional=professional)
        self.fill(code=self.code())
        self.press("Activate my account")
        assert self.path == "/account", self.heading

    def ask_for_code(self) -> str:
        """From the sign-in page to the code page; the code."""
        self.fill(email=self.email, password=self.password)
        self.press("Continue")
        before = self.mails()
        self.press("Click to receive your code")
        return self.code(after=before)

    def sign_in(self) -> None:
        self.open("/sign-in")
        self.fill(code=self.ask_for_code())
        self.press("Sign in")

    def sign_in_to_desk(self, officer: Mapping[str, Any]) -> None:
        self.open("/officer")
        self.fill(email=officer["email"], password=officer["password"])
        self.press("Sign in")

    def sign_out(self) -> None:
        self.page.get_by_text("Menu", exact=True).click()
        self.press("Sign out")

    def _mails(self) -> list[dict[str, str]]:
        answer = httpx.get(self.mailbox, params={"to": self.email}, headers={"accept": "application/json"})
        answer.raise_for_status()
        mails: list[dict[str, str]] = answer.json()
        return mails

    def _heard(self, message: ConsoleMessage) -> None:
        """Chromium also notes that a page came with status 4xx or 5xx, which ours do on purpose; assets never do."""
        if message.type not in ("error", "warning"):
            return
        noted = message.text.startswith("Failed to load resource") and "/assets/" not in message.location["url"]
        if not noted:
            self.console.append(message.text)
