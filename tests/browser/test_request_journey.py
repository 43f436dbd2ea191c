"""A form from the catalogue to what comes of it, in a real browser on the whole stack: each page as it is asked."""

import re

import pytest
from playwright.sync_api import Page

from care.rules.forms import form_of
from portal.forms.definition import Form
from portal.problems import unwrap
from tests.browser.conftest import People
from tests.browser.person import Person
from tests.local_stack import RunningStack
from tests.support.care_answers import ordinary
from web.care.request_page.fields import shown

pytestmark = [pytest.mark.stack, pytest.mark.browser]

FORM = "equipment-self-assessment"


def test_from_the_catalogue_to_what_comes_of_it(people: People, stack: RunningStack) -> None:
    person = people()
    person.make_account()
    person.open("/")
    person.follow("Ask for care and support")
    person.follow("Ask for equipment or small changes at home")
    person.follow("Start now")
    person.press("Start")
    begun = person.path
    person.follow("Begin")
    answer_every_page(person, unwrap(form_of(FORM, None)))
    person.press("Send")
    assert person.path == begun
    assert person.heading == "We have received your request"
    reference = re.search(r"\b[A-HJ-NP-Z2-9]{8}\b", person.page.locator("main").inner_text())
    assert reference
    officer = people()
    officer_ends(officer, stack, begun, "We will bring the bath board on Monday.")
    person.page.reload()
    assert "We will bring the bath board on Monday." in person.page.locator("main").inner_text()


def answer_every_page(person: Person, form: Form) -> None:
    """What the form asks, page by page, until all answers are shown to be checked."""
    pages = {page.path: page for section in form.sections for page in section.pages}
    for _ in pages:
        if person.path.endswith("/check"):
            return
        page = pages[person.path.rpartition("/pages/")[2]]
        assert not page.exit, person.path
        typed = shown(page.fields, ordinary(page.model_dump(mode="json")))
        for name, value in typed.items():
            type_or_choose(person.page, name, value)
        before = person.path
        person.press("Continue")
        assert person.path != before, person.page.locator(".govuk-error-summary").all_inner_texts()
    raise AssertionError(f"{person.path} is not the end of the form")


def type_or_choose(page: Page, name: str, value: str) -> None:
    """Only where the page shows it: a question may be asked of some alone."""
    field = page.locator(f"[name='{name}']")
    if not value or not field.count():
        return
    match field.first.evaluate("one => one.type"):
        case "radio":
            page.check(f"[name='{name}'][value='{value}']")
        case "checkbox":
            field.check()
        case "select-one":
            field.select_option(value)
        case _:
            field.fill(value)


def officer_ends(officer: Person, stack: RunningStack, request: str, message: str) -> None:
    [user] = [one for one in stack.staff["users"] if one["groups"] == ["care"]]
    officer.open("/officer")
    officer.fill(email=user["email"], password=user["password"])
    officer.press("Sign in")
    officer.open(f"/officer{request.removeprefix('/care')}")
    officer.fill(reason="It is my case")
    officer.press("Open it")
    officer.press("Take it")
    officer.page.check("input[value='in_review']")
    officer.press("Save")
    officer.page.check("input[value='advice_only']")
    officer.fill(message=message)
    officer.press("Save")
