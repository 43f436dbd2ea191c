"""A form from the catalogue to what comes of it, in a real browser on the whole stack: each page as it is asked."""

from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

import pytest

from care.rules.forms import form_of
from portal.forms.facts import Given
from portal.london import today
from portal.problems import unwrap
from tests.browser.conftest import People
from tests.browser.keyboard import KeyboardPerson
from tests.browser.person import Person
from tests.browser.request_people import FOR_PROFESSIONALS, FormApplicant, FormOfficer
from tests.journeys.form_routes import ROUTES
from tests.local_stack import Mails, RunningStack
from tests.support.care_answers import SHORT, ordinary
from tests.support.forms import TODAY, walked

pytestmark = [pytest.mark.stack, pytest.mark.browser]

ADDRESS = SHORT["address"]
TOLD = ("We have received your request", "A question about your request", "We have written to you about your request")
MAIN = {form_id: chosen for form_id, chosen, *_ in reversed(ROUTES.values())}
"""Form → what is answered beside the ordinary on its main way: the first of each in ROUTES."""


def test_from_the_catalogue_to_what_comes_of_it(people: People, stack: RunningStack) -> None:
    applicant = FormApplicant(people(), "equipment-self-assessment")
    person = applicant.person
    person.make_account()
    person.open("/")
    person.follow("Ask for care and support")
    person.follow("Ask for equipment or small changes at home")
    applicant.presses_start()
    applicant.answers_all(ordinary, {"photos": "home_photo"})
    officer = FormOfficer(people(), stack, "care", applicant.sends())
    officer.opens()
    officer.sees_file("home_photo.png")
    officer.takes_up()
    officer.steps("advice_only", "We will bring the bath board on Monday.")
    person.page.reload()
    assert "We will bring the bath board on Monday." in person.words


@pytest.mark.parametrize(
    "javascript", [False, pytest.param(True, marks=pytest.mark.deep)], ids=["without JavaScript", "with JavaScript"]
)
def test_a_badge_over_a_question_to_its_paid_fee(
    people: People, stack: RunningStack, mails: Mails, *, javascript: bool
) -> None:
    """With a photo, and a paper that the officer asks for; until the badge is ordered from its maker."""
    applicant = FormApplicant(people(javascript=javascript), "blue-badge")
    person = applicant.person
    applicant.begins()
    applicant.answers_all(partial(ordinary, **MAIN["blue-badge"]), {"photo": "photo"})
    reference = applicant.sends()
    officer = FormOfficer(people(), stack, "blue-badge", reference)
    officer.opens()
    officer.sees_file("photo.png")
    officer.steps("information_needed", "Which award letter is it?")
    applicant.replies("Which award letter is it?", "The one of May")
    officer.finds()
    assert "Came after your question." in officer.person.words
    officer.sees_file("other_papers.png")
    last_day = today(datetime.now(UTC)) + timedelta(days=1000)
    officer.steps("badge_agreed", "We agree. Please pay the £10.", last_day.isoformat())
    applicant.is_told(mails, reference, *TOLD)
    person.open(applicant.begun)
    assert person.heading == "Agreed"
    assert "We agree. Please pay the £10." in person.words
    assert "We make it when you have paid" in person.words
    applicant.pays()
    assert person.heading == "You have paid"
    person.follow("See your request")
    assert person.path == applicant.begun
    person.reload_until(lambda: "We are making it" in person.words)
    officer.person.open("/officer/badges")
    officer.person.follow(reference)
    officer.person.press("The badge is ordered")
    assert reference not in officer.person.words


def test_a_care_assessment_over_a_question_to_a_decision_by_keyboard_alone(
    people: People, stack: RunningStack, mails: Mails
) -> None:
    """For somebody else, with the paper that allows it. The officer has a mouse."""
    applicant = FormApplicant(people(KeyboardPerson), "care-assessment")
    person = applicant.person
    applicant.begins()
    deputy = partial(ordinary, authority="deputy", updates_to="helper")
    applicant.answers_all(deputy, {"authority-proof": "authority_proof"})
    reference = applicant.sends()
    officer = FormOfficer(people(), stack, "care", reference)
    officer.opens()
    officer.sees_file("authority_proof.png")
    officer.takes_up()
    officer.steps("information_needed", "Which day suits you?")
    applicant.replies("Which day suits you?", "Any day")
    officer.finds()
    officer.sees_file("other_papers.png")
    officer.steps("assessment_booked", "We come on 3 December.")
    applicant.is_told(mails, reference, *TOLD)
    person.open(applicant.begun)
    assert person.heading == "Agreed"
    assert "We come on 3 December." in person.words


@pytest.mark.parametrize("form_id", sorted(MAIN.keys() - {"blue-badge"}))
def test_every_page_on_the_main_way_of_a_form(people: People, form_id: str) -> None:
    """Without JavaScript; the journeys above have it, and one of them is that of a badge."""
    applicant = FormApplicant(people(javascript=False), form_id)
    applicant.begins()
    applicant.answers_all(partial(ordinary, **MAIN[form_id]))
    applicant.sends()


@pytest.mark.deep
@pytest.mark.parametrize(
    ("kind", "javascript"),
    [(Person, True), (Person, False), (KeyboardPerson, True)],
    ids=["with JavaScript", "without", "by keyboard"],
)
@pytest.mark.parametrize("form_id", sorted(MAIN))
def test_every_page_on_a_long_way_through_a_form(
    people: People, form_id: str, kind: type[Person], *, javascript: bool
) -> None:
    """The longest of sixty that are made at random, by somebody who has no file at hand."""
    form = unwrap(form_of(form_id, None))
    given = Given(TODAY, professional=form_id in FOR_PROFESSIONALS, in_county="yes")
    ways = [walked(form, Random(seed), given) for seed in range(60)]
    _, answers, _ = max((way for way in ways if way[2].ready), key=lambda way: len(way[0]))
    files = {field.name for _, page in form.pages() for field in page.fields if field.type == "file"}
    here = answers | {name: ADDRESS for name, one in answers.items() if isinstance(one, dict)}
    here |= dict.fromkeys(files & answers.keys(), "cannot_upload")
    applicant = FormApplicant(people(kind, javascript=javascript), form_id)
    applicant.begins()
    applicant.answers_all(lambda page: here)
    applicant.sends()
