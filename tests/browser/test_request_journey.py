"""A form from the catalogue to what comes of it, in a real browser on the whole stack: each page as it is asked."""

import re
from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from care.rules.concerns import CONCERN
from care.rules.forms import form_of
from portal.forms.definition import Form
from portal.forms.facts import Given
from portal.problems import unwrap
from tests.browser.conftest import People
from tests.browser.person import Person
from tests.journeys.safeguarding import REPORT
from tests.local_stack import RunningStack
from tests.support.care_answers import SHORT, ordinary
from tests.support.files import PNG
from tests.support.form_routes import ROUTES, typed
from tests.support.forms import TODAY, walked

pytestmark = [pytest.mark.stack, pytest.mark.browser]

FORM = "equipment-self-assessment"
FOR_PROFESSIONALS = {CONCERN, "professional-referral"}
ADDRESS = SHORT["address"]


def test_from_the_catalogue_to_what_comes_of_it(people: People, stack: RunningStack) -> None:
    person = people()
    person.make_account()
    person.open("/")
    person.follow("Ask for care and support")
    person.follow("Ask for equipment or small changes at home")
    person.press("Start now")
    begun = person.path.partition("/pages/")[0]
    answer_every_page(person, unwrap(form_of(FORM, None)), ordinary, {"photos": sends_a_photo})
    person.press("Send")
    assert person.path == begun
    assert person.heading == "We have received your request"
    reference = re.search(r"\b[A-HJ-NP-Z2-9]{8}\b", person.page.locator("main").inner_text())
    assert reference
    officer = people()
    officer_ends(officer, stack, begun, "We will bring the bath board on Monday.")
    person.page.reload()
    assert "We will bring the bath board on Monday." in person.page.locator("main").inner_text()


MAIN: dict[str, Mapping[str, Any]] = {
    "blue-badge": {"benefits": ["sight"]},
    "care-assessment": {},
    CONCERN: REPORT,
    **{form_id: chosen for form_id, chosen, *_ in reversed(ROUTES.values())},
}
"""Form → what is answered beside the ordinary on its main way: the first of each in ROUTES."""


@pytest.mark.parametrize("form_id", sorted(MAIN))
def test_every_page_on_the_main_way_of_a_form(people: People, form_id: str) -> None:
    """Without JavaScript; the journey above has it."""
    person = begins(people(javascript=False), form_id)
    answer_every_page(person, unwrap(form_of(form_id, None)), lambda page: ordinary(page, **MAIN[form_id]))
    sends(person)


@pytest.mark.deep
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
@pytest.mark.parametrize("form_id", sorted(MAIN))
def test_every_page_on_a_long_way_through_a_form(people: People, form_id: str, *, javascript: bool) -> None:
    """The longest of sixty that are made at random, by somebody who has no file at hand."""
    form = unwrap(form_of(form_id, None))
    given = Given(TODAY, professional=form_id in FOR_PROFESSIONALS, in_county="yes")
    ways = [walked(form, Random(seed), given) for seed in range(60)]
    _, answers, _ = max((way for way in ways if way[2].ready), key=lambda way: len(way[0]))
    files = {field.name for _, page in form.pages() for field in page.fields if field.type == "file"}
    here = answers | {name: ADDRESS for name, one in answers.items() if isinstance(one, dict)}
    here |= dict.fromkeys(files & answers.keys(), "cannot_upload")
    person = begins(people(javascript=javascript), form_id)
    answer_every_page(person, form, lambda page: here)
    sends(person)


def begins(person: Person, form_id: str) -> Person:
    person.make_account(professional=form_id in FOR_PROFESSIONALS)
    person.open(f"/care/forms/{form_id}")
    person.press("Start now")
    return person


def sends(person: Person) -> None:
    assert person.page.get_by_role("button", name="Send").count(), person.page.locator("main").inner_text()
    person.press("Send")
    assert person.heading in {"We have received your request", "We have received your concern"}


def sends_a_photo(person: Person) -> None:
    """Straight to the evidence store, which leads back to the question."""
    person.follow("Send a file")
    person.page.check("input[value='image/png']")
    person.press("Continue")
    person.page.set_input_files("#file", {"name": "Bath.png", "mimeType": "image/png", "buffer": PNG})
    person.press("Send the file")
    expect(person.page.locator("main")).to_contain_text("home_photo.png")


def answer_every_page(
    person: Person,
    form: Form,
    answers: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    otherwise: Mapping[str, Callable[[Person], None]] = MappingProxyType({}),
) -> None:
    """What the form asks, page by page, until all answers are shown; `otherwise`: page → what is done there."""
    pages, went = {page.path: page for _, page in form.pages()}, list[str]()
    while "/pages/" in person.path:
        page = pages[person.path.rpartition("/pages/")[2]]
        assert not page.exit, person.path
        assert page.path not in went, person.page.locator(".govuk-error-summary").all_inner_texts()
        went.append(page.path)
        if page.path in otherwise:
            otherwise[page.path](person)
        else:
            for name, value in typed(page, answers(page.model_dump(mode="json"))).items():
                type_or_choose(person.page, name, value)
        person.press("Continue")


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
    expect(officer.page.locator("main")).to_contain_text("home_photo.png")
    officer.press("Take it")
    officer.page.check("input[value='in_review']")
    officer.press("Save")
    officer.page.check("input[value='advice_only']")
    officer.fill(message=message)
    officer.press("Save")
