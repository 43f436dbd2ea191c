"""Pictures of the main pages for `docs/screens/`: `python -m tests.browser.screens`.

Those of the first visit are taken on a stack of its own, the others over the fake API.
"""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from local.places import LOCAL, Ports
from local.stack import Stack
from tests.browser import account_walk, care_walk, fake_site, permit_walk, walk
from tests.browser.conftest import FLAGS
from tests.browser.person import Person
from tests.browser.small_png import small

OUT = Path("docs/screens")
WIDE = {
    "start",
    "help",
    "create-account",
    "create-account-weak-password",
    "contact-details-choose",
    "contact-details-outside-county",
    "activation-code",
    "account-ready",
    "menu",
    "profile",
    "edit-profile-clash",
    "session-warning",
    "sign-in",
    "send-code",
    "code",
    "code-expired",
    "session-ended",
    "forgotten-password",
    "new-password-weak",
    "send-code-or-app",
    "undo-email-change",
    "settings-with-app",
    "account-troubled",
    "change-password",
    "change-email-code",
    "authenticator-scan",
    "sessions",
    "activity",
    "export-ready",
    "close-account",
    "account-closed",
    "permit-type",
    "permit-property-choose",
    "permit-price",
    "permit-check",
    "permit-vehicle-asked-back",
    "permit-ready-to-pay",
    "permit-in-review",
    "permit-asked",
    "permit-live",
    "permit-rejected-hold-released",
    "permits",
    "document-file",
    "account-with-things-to-do",
    "care-start",
    "care-pensions-nothing-answered",
    "care-check",
    "care-result",
    "care-not-covered",
    "payment-declined",
    "payment-returned",
    "officer-queue",
    "officer-case",
    "officer-confirm-rejection",
    "officer-changed-meanwhile",
}
NARROW = {
    "start",
    "care-pensions",
    "care-result",
    "create-account",
    "contact-details-choose",
    "menu",
    "code",
    "edit-profile-errors",
    "permit-type",
    "permit-ready-to-pay",
    "permit-live",
    "officer-queue",
    "sessions",
    "activity",
}


def camera(blank: Page) -> walk.Look:
    """Takes pictures of the states that are worth one."""

    def look(page: Page, state: str) -> None:
        for chosen, name, width in ((WIDE, state, 1280), (NARROW, f"{state}-narrow", 360)):
            if state in chosen:
                page.set_viewport_size({"width": width, "height": 720})
                taken = page.screenshot(full_page=True, animations="disabled", caret="initial")
                (OUT / f"{name}.png").write_bytes(small(taken, blank))
        page.set_viewport_size({"width": 1280, "height": 720})

    return look


def accounts(browser: Browser, look: walk.Look) -> None:
    """Looking after one's account, as its own test walks there."""
    with fake_site.running() as site:
        person = Person(browser.new_context(base_url=site.address).new_page(), mailbox="")
        account_walk.getting_back_in(person, site, look)
        permit_walk.sign_in(person)
        account_walk.settings(person, site, look)
        account_walk.records(person, site, look)
        person.page.context.close()


def permits(browser: Browser, look: walk.Look) -> None:
    """Permits, payments and officers, as their own test walks there."""
    with fake_site.running() as site:
        person = Person(browser.new_context(base_url=site.address).new_page(), mailbox="")
        permit_walk.choosing(person, site, look)
        permit_walk.sign_in(person)
        for steps in (
            permit_walk.applying,
            permit_walk.permits,
            permit_walk.documents,
            permit_walk.payments,
            permit_walk.officers,
        ):
            steps(person, site, look)
        person.page.context.close()


def care(browser: Browser, look: walk.Look) -> None:
    """The estimator, as its own test walks there."""
    with fake_site.running() as site:
        person = Person(browser.new_context(base_url=site.address).new_page(), mailbox="")
        care_walk.at_home(person, look)
        care_walk.results(person, site, look)
        person.page.context.close()


def main() -> None:
    """The walk that the tests take, with a camera."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    stack = Stack(LOCAL / "test-stack" / str(os.getpid()), Ports.free())
    try:
        started = stack.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
            page = browser.new_context(base_url=started["web"]).new_page()
            person = Person(page, started["mailbox"], email="ann.smith@example.org")
            look = camera(browser.new_page())
            walk.public_pages(person, look)
            walk.registration(person, look)
            walk.account(person, look)
            page.context.clear_cookies()
            walk.signing_in(person, look)
            accounts(browser, look)
            permits(browser, look)
            care(browser, look)
            browser.close()
    finally:
        stack.reset()
    missing = (WIDE | {f"{state}-narrow" for state in NARROW}) - {path.stem for path in OUT.glob("*.png")}
    if missing:
        raise SystemExit(f"No picture was taken of {', '.join(sorted(missing))}: has the walk lost these states?")


if __name__ == "__main__":
    main()
