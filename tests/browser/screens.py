"""Pictures of the main pages for `docs/screens/`: `python -m tests.browser.screens` (`make screens`).

They are taken on a stack of their own with the residents of `make demo`: nothing on them is a fake.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from local.demo.__main__ import fill
from local.demo.operations import Operations
from local.demo.residents import PASSWORD
from local.demo.town import Town
from local.places import LOCAL, Ports
from local.stack import Stack
from tests.browser import walk
from tests.browser.care_walk import give
from tests.browser.conftest import FLAGS
from tests.browser.person import Person
from tests.browser.small_png import small
from tests.web.care_journey import AT_HOME
from tools.steps import step

OUT = Path("docs/screens")
WIDE, NARROW = 1280, 360

RESIDENTS: dict[str, dict[str, str]] = {
    "permit_expires_in_29_days": {
        "account": "/account",
        "permits": "/permits",
        "permit-live": "/permits/{permit_id}",
        "payments": "/payments",
        "payment-paid": "/payments/{payment_id}",
        "profile": "/account/profile",
        "settings": "/account/settings",
        "sessions": "/account/sessions",
        "activity": "/account/activity",
        "change-password": "/account/password",
        "authenticator": "/account/authenticator",
        "export": "/account/export",
        "close-account": "/account/close",
    },
    "permit_documents_missing": {
        "account-documents-missing": "/account",
        "permit-documents-missing": "/permits/{permit_id}",
        "document": "/permits/{permit_id}/documents/v5c",
    },
    "payment_due": {
        "account-payment-due": "/account",
        "permit-ready-to-pay": "/permits/{permit_id}",
        "payment-due": "/payments/{payment_id}",
    },
    "payment_declined": {"payment-declined": "/payments/{payment_id}"},
    "permit_in_review": {"account-in-review": "/account", "permit-in-review": "/permits/{permit_id}"},
    "permit_information_needed": {
        "account-question": "/account",
        "permit-question": "/permits/{permit_id}",
        "permit-reply": "/permits/{permit_id}/reply",
    },
    "permit_rejected": {"permit-rejected": "/permits/{permit_id}"},
    "permit_lapsed": {"permit-lapsed": "/permits/{permit_id}"},
    "permit_free_live": {"permit-free": "/permits/{permit_id}"},
}
"""For residents of the demo, by their word there: the pages that they are shown at, by the name of the picture."""
ALSO_NARROW = {
    "account",
    "permit-live",
    "permit-ready-to-pay",
    "activity",
    "start",
    "code",
    "officer-queue",
    "care-result",
}
FIRST_VISIT = {
    "start",
    "help",
    "create-account",
    "create-account-weak-password",
    "contact-details-choose",
    "contact-details-outside-county",
    "activation-code",
    "menu",
    "edit-profile-clash",
    "session-warning",
    "sign-in",
    "send-code",
    "code",
    "code-expired",
    "session-ended",
}
"""States of the walk that the tests take over a fresh stack."""


@dataclass(frozen=True)
class Camera:
    """`blank`: a page without a policy, which makes the pictures small."""

    blank: Page

    def take(self, page: Page, name: str) -> None:
        sizes = [(name, WIDE), *([(f"{name}-narrow", NARROW)] if name in ALSO_NARROW else [])]
        for picture, width in sizes:
            page.set_viewport_size({"width": width, "height": 720})
            taken = page.screenshot(full_page=True, animations="disabled", caret="initial")
            (OUT / f"{picture}.png").write_bytes(small(taken, self.blank))
        page.set_viewport_size({"width": WIDE, "height": 720})

    def of_states(self, names: set[str]) -> walk.Look:
        """Looks at every state of a walk and takes those."""

        def look(page: Page, state: str) -> None:
            if state in names:
                self.take(page, state)

        return look


@dataclass(frozen=True)
class Site:
    """The demo's stack, seen by one browser."""

    browser: Browser
    endpoints: dict[str, Any]
    camera: Camera

    def visitor(self) -> Person:
        page = self.browser.new_context(base_url=self.endpoints["web"]).new_page()
        return Person(page, self.endpoints["mailbox"])

    def resident(self, what: str) -> tuple[Person, dict[str, str]]:
        found = next(one for one in self.endpoints["demo"]["residents"] if one["what"] == what)
        person = self.visitor()
        person.email, person.password = found["email"], PASSWORD
        person.sign_in()
        return person, found


def first_visit(site: Site) -> None:
    """Somebody without an account, until they are signed in again."""
    person, look = site.visitor(), site.camera.of_states(FIRST_VISIT)
    walk.public_pages(person, look)
    walk.registration(person, look)
    walk.account(person, look)
    person.page.context.clear_cookies()
    walk.signing_in(person, look)


def residents(site: Site) -> None:
    for what, pictures in RESIDENTS.items():
        person, facts = site.resident(what)
        for name, path in pictures.items():
            person.open(path.format(**facts))
            site.camera.take(person.page, name)
        person.page.context.close()


def buying(site: Site) -> None:
    """From the choice of a permit to its price, without an account."""
    person, take = site.visitor(), site.camera.take
    person.open("/permits/buy")
    take(person.page, "permit-type")
    person.page.get_by_label("Resident permit", exact=True).check()
    person.press("Continue")
    take(person.page, "permit-property")
    person.fill(**site.endpoints["sample"])
    person.press("Find my property")
    take(person.page, "permit-price")


def officers(site: Site) -> None:
    """The queue, a case, and the question whether a rejection is meant."""
    person, take = site.visitor(), site.camera.take
    [user] = [one for one in site.endpoints["staff"]["users"] if one["groups"] == ["permits"]]
    person.open("/officer")
    take(person.page, "officer-sign-in")
    person.fill(email=user["email"], password=user["password"])
    person.press("Sign in")
    take(person.page, "officer-queue")
    found = next(one for one in site.endpoints["demo"]["residents"] if one["what"] == "permit_in_review")
    person.open(f"/officer/permits/{found['permit_id']}")
    take(person.page, "officer-case")


def care(site: Site) -> None:
    """The estimator, from its first page to the result."""
    person, take = site.visitor(), site.camera.take
    person.open("/care-costs")
    take(person.page, "care-start")
    person.press("Start now")
    for name, typed in AT_HOME.items():
        if name in {"savings", "pensions", "pensions/1"}:
            take(person.page, f"care-{name.replace('/', '-')}")
        give(person, typed)
    take(person.page, "care-check")
    person.follow("See what I may have to pay")
    take(person.page, "care-result")


def forms(site: Site) -> None:
    """The catalogue, and where each form says who may use it; then the pages about the portal itself."""
    person, take = site.visitor(), site.camera.take
    person.open("/care/forms")
    take(person.page, "forms")
    links = person.page.locator("main .portal-card h3 a")
    for address in [links.nth(number).get_attribute("href") or "" for number in range(links.count())]:
        person.open(address)
        take(person.page, f"form-{address.rpartition('/')[2]}")
    person.open("/feedback?page=care/forms")
    take(person.page, "feedback")


PARTS: tuple[Callable[[Site], None], ...] = (first_visit, residents, buying, officers, care, forms)


def main() -> None:
    for picture in OUT.glob("*.png"):
        picture.unlink()
    stack = Stack(LOCAL / "test-stack" / str(os.getpid()), Ports.free())
    try:
        endpoints = stack.start()
        operations = Operations.of_stack(stack.emulator, endpoints["mailbox"])
        made = fill(Town(operations, datetime.now(UTC)))
        endpoints["demo"] = {"residents": [one.endpoint() for one in made]}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
            site = Site(browser, endpoints, Camera(browser.new_page()))
            for part in PARTS:
                with step(f"Taking pictures: {part.__name__.replace('_', ' ')}"):
                    part(site)
            browser.close()
    finally:
        stack.reset()
    missing = FIRST_VISIT - {path.stem for path in OUT.glob("*.png")}
    if missing:
        raise SystemExit(f"No picture was taken of {', '.join(sorted(missing))}: has the walk lost these states?")


if __name__ == "__main__":
    main()
