"""Somebody who buys a permit at the portal's pages, and the officer who sees to it."""

from dataclasses import dataclass, field

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.person import A_WHILE, Person
from tests.local_stack import RunningStack
from tests.support.buyer import Home
from tests.support.files import PNG
from tests.support.http_permits import POSTCODE, new_home, new_vrm
from tests.support.pay import GOOD_CARD


@dataclass
class PermitBuyer:
    """A person with a property and a vehicle of their own."""

    person: Person
    stack: RunningStack
    home: Home = field(init=False)
    vrm: str = field(default_factory=new_vrm)

    def __post_init__(self) -> None:
        self.home = new_home(self.stack)

    @property
    def page(self) -> Page:
        return self.person.page

    def chooses(self, permit_type: str = "Resident permit") -> None:
        """Type and property, up to the price, without an account."""
        self.person.open("/permits/buy")
        self.page.get_by_label(permit_type, exact=True).check()
        self.person.press("Continue")
        self.person.fill(postcode=POSTCODE, house=self.home.house)
        self.person.press("Find my property")

    def makes_account(self) -> None:
        """With the property as home address, and comes back to where they were."""
        self.person.follow("Create an account")
        self.person.begin_registration()
        assert f"{self.home.house} Trial Street" in self.page.locator("main").inner_text()
        self.person.fill(phone="0116 496 0000")
        self.person.press("Continue")
        self.person.fill(code=self.person.code())
        self.person.press("Activate my account")
        assert self.person.path == "/permits/buy/start", self.person.heading

    def applies(self, *, renews_itself: bool = False) -> None:
        """From the first day, which is today, to the application."""
        self.person.press("Continue")
        self.person.fill(vrm=self.vrm.lower())
        self.person.press("Continue")
        if renews_itself:
            self.page.check("#auto_renew")
        self.agrees()

    def agrees(self) -> None:
        self.page.check("#terms")
        self.person.press("Apply")
        assert self.person.heading == "Finish your application"

    def sends_document(self, kind: str = "v5c", *, javascript: bool = True) -> None:
        """Straight to the evidence store; until it is looked through."""
        file: FilePayload = {"name": "Paper.png", "mimeType": "image/png", "buffer": PNG}
        if javascript:
            self.page.set_input_files(f"#file-{kind}", file)
            form = self.page.locator("form").filter(has=self.page.locator(f"#file-{kind}"))
            form.get_by_role("button", name="Upload").click()
            arrived = self.page.locator(f"#files-{kind} [data-file]")
            expect(arrived).to_contain_text("Uploaded Paper.png", timeout=A_WHILE)
            return
        with self.page.expect_navigation():
            self.page.locator(f".portal-documents a[href$='/documents/{kind}']").first.click()
        self.person.press("Continue")
        self.page.set_input_files("#file", file)
        self.person.press("Upload")
        assert self.person.path.endswith(f"/documents/{kind}/sent")
        self.looks_until("Your document is uploaded")
        self.person.follow("Continue")

    def pays(self, card: str = GOOD_CARD) -> None:
        """From a button to pay over GOV.UK Pay's page; comes back if the card is good."""
        assert self.page.url.startswith(self.stack.pay), self.page.url
        self.page.fill("#card", card)
        self.person.press("Confirm payment")

    def looks_until(self, heading: str) -> None:
        """The page says it after a while, when it is loaded again."""
        self.person.reload_until(lambda: self.person.heading == heading)

    def is_in_review(self, *, renews_itself: bool = False, javascript: bool = True) -> None:
        """The whole way, without a look at each page."""
        self.chooses()
        self.makes_account()
        self.applies(renews_itself=renews_itself)
        self.sends_document(javascript=javascript)
        self.person.press("Pay now")
        self.pays()
        self.person.follow("View your application")
        self.looks_until("Application received")

    def asks_to_move(self, home: Home) -> None:
        """From the page of the live permit to what follows from the choice of the new property."""
        self.person.follow("Change the address")
        self.person.fill(postcode=home.postcode, house=home.house)
        self.person.press("Find the new address")
        self.page.check(f"[name='uprn'][value='{home.uprn}']")
        self.person.press("Continue")


@dataclass
class PermitOfficer:
    """Somebody of the permits team."""

    person: Person
    stack: RunningStack

    def signs_in(self) -> None:
        self.person.sign_in_to_desk(self.stack.officer_of("permits"))
        assert self.person.path == "/officer/permits"

    def opens_the_only_case_of(self, zone: str) -> None:
        page = self.person.page
        for _ in range(A_WHILE // 1000):
            self.person.open(f"/officer/permits?zone={zone}")
            if page.locator("tbody tr").count():
                break
            page.wait_for_timeout(1000)
        with page.expect_navigation():
            page.locator("tbody tr a").click()

    def decides(self, words: str, confirmed_by: str, reason: str = "") -> None:
        self.person.page.get_by_role("radio", name=words).check()
        self.person.fill(reason=reason)
        self.person.press("Continue Alt+C")
        self.person.press(f"{confirmed_by} Alt+C")
        assert self.person.path == "/officer/permits"
