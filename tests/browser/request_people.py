"""Somebody who sends a form at the portal's pages, and the officer who sees to it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import expect

from care.rules.concerns import CONCERN
from care.rules.forms import form_of
from portal.forms.definition import Page as FormPage
from portal.problems import unwrap
from tests.browser.person import Person
from tests.journeys.form_routes import typed
from tests.local_stack import Mails, RunningStack
from tests.support.files import PNG
from tests.support.http_portal import until
from tests.support.pay import GOOD_CARD

FOR_PROFESSIONALS = {CONCERN, "professional-referral"}

type Answers = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""From a page of `GET /v1/forms/{form_id}` to the answers to it."""


@dataclass
class FormApplicant:
    """`begun`: the address of the request. `went`: paths of the pages that were answered."""

    person: Person
    form_id: str
    begun: str = ""
    went: list[str] = field(default_factory=list)

    def begins(self) -> None:
        self.person.make_account(professional=self.form_id in FOR_PROFESSIONALS)
        self.person.open(f"/care/forms/{self.form_id}")
        self.presses_start()

    def presses_start(self) -> None:
        """From the page before the form to its first question."""
        self.person.press("Start now")
        self.begun = self.person.path.partition("/pages/")[0]

    def answers_all(self, answers: Answers, files: Mapping[str, str] | None = None) -> None:
        """What the form asks, page by page, until all answers are shown. `files`: page → kind of file to send there."""
        person, form = self.person, unwrap(form_of(self.form_id, None))
        pages = {page.path: page for _, page in form.pages()}
        while "/pages/" in person.path:
            page = pages[person.path.rpartition("/pages/")[2]]
            assert not page.exit, person.path
            assert page.path not in self.went, person.page.locator(".govuk-error-summary").all_inner_texts()
            self.went.append(page.path)
            if files and page.path in files:
                person.follow("Send a file")
                self.sends_file(files[page.path])
            else:
                self.types(page, answers(page.model_dump(mode="json")))
            person.press("Continue")

    def types(self, page: FormPage, answers: Mapping[str, Any]) -> None:
        """The answers to one page; of those to a repeat each in the row that is empty when the one before is saved."""
        person = self.person
        row = "0"
        for name, value in typed(page, answers).items():
            if page.repeat and (of_row := name.partition(".")[0]) != row:
                person.press("Save and add another")
                row = of_row
            # A question may be asked of some alone.
            if value and person.page.locator(f"[name='{name}']").count():
                person.give(name, value)
        if page.repeat and answers[page.repeat.name]:
            assert person.page.locator(f"[name='{row}.item_id']").count(), f"no row {row} at {person.path}"

    def sends_file(self, kind: str) -> None:
        """From the choice of its type straight to the evidence store, which leads back."""
        self.person.give("content_type", "image/png")
        self.person.press("Continue")
        self.person.choose_file({"name": "Photo.png", "mimeType": "image/png", "buffer": PNG})
        self.person.press("Send the file")
        assert f"{kind}.png" in self.person.words

    def sends(self) -> str:
        """The reference."""
        assert self.person.page.get_by_role("button", name="Send", exact=True).count(), self.person.words
        self.person.press("Send")
        assert self.person.path == self.begun
        assert self.person.heading in {"We have received your request", "We have received your concern"}
        found = re.search(r"\b[A-HJ-NP-Z2-9]{8}\b", self.person.words)
        assert found
        return found[0]

    def replies(self, question: str, text: str) -> None:
        """With a paper that no page of the form asks for."""
        self.person.open(self.begun)
        assert question in self.person.words
        self.person.follow("Answer")
        self.person.follow("Send a file : Other papers")
        self.sends_file("other_papers")
        self.person.fill(text=text)
        self.person.press("Send")
        assert self.person.heading == "We are looking at it"

    def is_told(self, mails: Mails, reference: str, *subjects: str) -> None:
        """By these emails about the request and no others, oldest first."""
        expected = [f"{one} {reference}" for one in subjects]

        def came() -> list[str]:
            found = [mail["subject"] for mail in reversed(mails.to(self.person.email))]
            return [subject for subject in found if reference in subject]

        assert until(came, lambda found: len(found) >= len(expected)) == expected

    def pays(self) -> None:
        """From the page of the request over GOV.UK Pay's page and back."""
        self.person.follow("Pay")
        self.person.reload_until(lambda: self.person.page.get_by_role("button", name="Pay now").count() == 1)
        assert "£10.00" in self.person.words
        self.person.press("Pay now")
        self.person.page.fill("#card", GOOD_CARD)
        self.person.press("Confirm payment")


@dataclass
class FormOfficer:
    """Somebody of the form's team."""

    person: Person
    stack: RunningStack
    team: str
    reference: str

    def opens(self) -> None:
        """By its reference, with a reason."""
        self.person.sign_in_to_desk(self.stack.officer_of(self.team))
        self.finds()
        self.person.fill(reason="It is my case")
        self.person.press("Open it")

    def finds(self) -> None:
        self.person.open("/officer/request-search")
        self.person.fill(reference=self.reference)
        self.person.press("Search")
        self.person.follow(self.reference)

    def takes_up(self) -> None:
        self.person.press("Take it")
        self.steps("in_review")

    def sees_file(self, filename: str) -> None:
        """Once it is looked through."""
        link = self.person.page.get_by_role("link", name=filename, exact=True)
        self.person.reload_until(lambda: link.count() == 1)
        self.person.follow(filename)
        picture = self.person.page.get_by_role("img", name=f"{filename}, as it was sent")
        expect(picture).to_be_visible()

    def steps(self, step: str, message: str = "", last_day: str = "") -> None:
        self.person.give("step", step)
        if message:
            self.person.give("message", message)
        if last_day:
            for part, value in zip(("year", "month", "day"), last_day.split("-"), strict=True):
                self.person.give(f"valid_until_{part}", value)
        self.person.press("Save")
