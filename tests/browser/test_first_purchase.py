"""How much a new person has to do from the start page to "received": screens, taps and fields, counted."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Frame, expect

from tests.browser.person import A_WHILE, Person
from tests.local_stack import RunningStack
from tests.support.files import PNG
from tests.support.http_permits import POSTCODE, new_home, new_vrm
from tests.support.pay import GOOD_CARD

pytestmark = [pytest.mark.stack, pytest.mark.browser]

MOST_SCREENS = 14
"""Before every question was looked at: 21 screens, 27 taps, 12 fields."""


@dataclass
class Counted(Person):
    """`screens`: pages that were shown, GOV.UK Pay's too. `taps`: of buttons, links, boxes and files."""

    screens: int = 0
    taps: int = 0
    fields: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.page.on("framenavigated", self._shown)

    def press(self, words: str) -> None:
        self.taps += 1
        super().press(words)

    def follow(self, words: str) -> None:
        self.taps += 1
        super().follow(words)

    def fill(self, **values: str) -> None:
        self.fields += len(values)
        super().fill(**values)

    def check(self, label: str) -> None:
        self.taps += 1
        self.page.get_by_label(label).first.check()

    def upload(self, body: bytes) -> None:
        self.taps += 2
        self.page.set_input_files("#file-v5c", {"name": "V5C.png", "mimeType": "image/png", "buffer": body})
        self.page.get_by_role("button", name="Upload").click()
        expect(self.page.get_by_role("button", name="Pay now")).to_be_visible(timeout=A_WHILE)

    def _shown(self, frame: Frame) -> None:
        self.screens += frame == self.page.main_frame


@pytest.fixture
def person(browser: Browser, stack: RunningStack) -> Iterator[Counted]:
    context = browser.new_context(base_url=stack.web, viewport={"width": 390, "height": 844})
    made = Counted(context.new_page(), stack.mailbox)
    yield made
    context.close()
    assert made.console == []


def test_a_first_purchase_takes_few_screens(person: Counted, stack: RunningStack) -> None:
    home = new_home(stack)
    person.open("/")
    person.follow("Get a parking permit")
    person.check("Resident permit")
    person.press("Continue")
    person.fill(postcode=POSTCODE, house=home.house)
    person.press("Find my property")
    person.follow("Create an account")
    person.fill(email=person.email, first_name="Ann", last_name="Smith", password=person.password)
    person.check("I have read and agree")
    person.press("Continue")
    person.fill(phone="0116 496 0000")
    person.press("Continue")
    person.fill(code=person.code())
    person.press("Activate my account")
    person.press("Continue")
    person.fill(vrm=new_vrm())
    person.press("Continue")
    person.check("I have read and agree")
    person.press("Apply")
    person.upload(PNG)
    person.press("Pay now")
    person.fill(card=GOOD_CARD)
    person.press("Confirm payment")
    person.follow("View your application")
    screens = person.screens
    counted = f"{screens} screens, {person.taps} taps, {person.fields} fields"
    for _ in range(A_WHILE // 1000):  # the payment's event goes its way; a reload is no other screen
        if person.heading == "Application received":
            break
        person.page.wait_for_timeout(1000)
        person.page.reload()
    expect(person.page.locator("h1")).to_have_text("Application received")
    print(counted)  # noqa: T201 (the figures of the run)
    assert screens <= MOST_SCREENS, counted
