"""Whoever a form is not for is told where to go instead (`docs/rules/care-forms.md`, F3)."""

import re
from typing import Any

import pytest

from care.rules.forms import form_of, newest_forms
from portal.forms.definition import Form, Page
from portal.forms.facts import Given
from portal.forms.replay import replay
from portal.problems import unwrap
from tests.support.care_answers import all_answers
from tests.support.forms import TODAY

CARE, EQUIPMENT, CARERS, YOUNG, REFERRAL, FINANCIAL = (
    "care-assessment",
    "equipment-self-assessment",
    "carers-assessment",
    "young-carers-support",
    "professional-referral",
    "financial-assessment",
)
ADULTS, CHILDREN = "0116 305 0004, Monday to Thursday 8.30am to 5pm", "0116 305 0005, day or night"
COUNCILS = "Rutland County Council on 01572 722 577"
CHILD = "2012-05-05"
WORKER: dict[str, Any] = {"authority": "permission", "young_agrees": "yes", "birth_date": CHILD}
EXITS: list[tuple[str, dict[str, Any], str, str]] = [
    (CARE, {"authority": "no_agreement"}, "not-agreed", ADULTS),
    (CARE, {"birth_date": CHILD}, "under-18", "The number is 0116 305 0005"),
    (CARE, {"county": "no"}, "other-council", COUNCILS),
    (EQUIPMENT, {"authority": "no_agreement"}, "not-agreed", ADULTS),
    (EQUIPMENT, {"birth_date": CHILD}, "under-18", CHILDREN),
    (EQUIPMENT, {"county": "no"}, "other-council", COUNCILS),
    (EQUIPMENT, {"home_kind": "care_home"}, "care-home", ADULTS),
    (EQUIPMENT, {"tasks": ["none_of_these"]}, "nothing-hard", ADULTS),
    (EQUIPMENT, {"tasks": ["walking"]}, "only-walking", "Ask the GP surgery"),
    (CARERS, {"authority": "no_agreement"}, "not-agreed", ADULTS),
    (CARERS, {"birth_date": CHILD}, "under-18", CHILDREN),
    (CARERS, {"cared_adult": False}, "cared-child", CHILDREN),
    (CARERS, {"county": "no"}, "other-council", COUNCILS),
    (CARERS, {"paid": "paid"}, "not-a-carer", ADULTS),
    (CARERS, {"paid": "volunteer"}, "not-a-carer", ADULTS),
    (YOUNG, {"authority": "parental", "young_agrees": "not_asked"}, "ask-them", CHILDREN),
    (YOUNG, {"authority": "permission", "young_agrees": "no"}, "ask-them", CHILDREN),
    (YOUNG, {"birth_date": "2007-11-28"}, "over-18", "0116 305 0004"),
    (YOUNG, WORKER | {"parent_agrees": "not_asked"}, "ask-parent", CHILDREN),
    (YOUNG, WORKER | {"parent_agrees": "no"}, "ask-parent", CHILDREN),
    (REFERRAL, {"purpose": "safeguarding"}, "safeguarding", ADULTS),
    (REFERRAL, {"purpose": "mental_health"}, "mental-health", ADULTS),
    (REFERRAL, {"purpose": "nhs"}, "nhs", "GP surgery or the ward"),
    (REFERRAL, {"authority": "no_agreement"}, "not-agreed", ADULTS),
    (REFERRAL, {"birth_date": CHILD}, "under-18", CHILDREN),
    (REFERRAL, {"county": "no"}, "other-council", COUNCILS),
    (FINANCIAL, {"authority": "no_agreement"}, "not-agreed", ADULTS),
    (
        FINANCIAL,
        {"authority": "lpa_health"},
        "no-right",
        "Public Guardian tells you how to become a deputy: 0300 456 0300",
    ),
    (FINANCIAL, {"authority": "no_right"}, "no-right", ADULTS),
    (FINANCIAL, {"birth_date": CHILD}, "under-18", CHILDREN),
    (FINANCIAL, {"county": "no"}, "other-council", COUNCILS),
]
"""Form, answers, the page that ends it, and what that page says."""
FORMS = {form.id: form for form in newest_forms() if form.id in {CARE, EQUIPMENT, CARERS, YOUNG, REFERRAL, FINANCIAL}}


def ending(form: Form, **chosen: Any) -> Page | None:
    """The exit that these answers lead to; None where the form can be sent."""
    known = Given(TODAY, professional=form.professionals_only, in_county=chosen.pop("county", "yes"))
    usual: dict[str, Any] = {YOUNG: {"birth_date": CHILD}, REFERRAL: {"authority": "permission"}}.get(form.id, {})
    way = replay(form, all_answers(form, known, **(usual | chosen)), known)
    assert way.ready or way.exit, way.missing
    return way.exit


@pytest.mark.parametrize(("form_id", "answers", "path", "words"), EXITS)
def test_each_refusal_says_where_to_go_instead(form_id: str, answers: dict[str, Any], path: str, words: str) -> None:
    page = ending(FORMS[form_id], **answers)
    assert page is not None
    assert page.path == path
    assert words in str(page.fields[0].text)


def test_every_exit_is_among_them_and_every_form_can_be_sent() -> None:
    """Also the next person's: a new exit needs a line above."""
    assert {(form.id, page.path) for form in FORMS.values() for _, page in form.pages() if page.exit} == {
        (form_id, path) for form_id, _, path, _ in EXITS
    }
    assert [ending(form) for form in FORMS.values()] == [None] * 6


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_exit_names_a_telephone_number_and_leads_to_pages_that_there_are(form: Form) -> None:
    known = {f"/care/forms/{one.id}" for one in newest_forms()} | {"/care/forms"}
    for _, page in form.pages():
        for field in page.fields:
            assert not page.exit or re.search(r"\b0\d{3}\d? \d{3} \d{3,4}\b", str(field.text)), page.path
            assert field.link is None or field.link.href in known or field.link.href.startswith("https://"), page.path


@pytest.mark.parametrize("county", ["no", "unknown", "yes"])
@pytest.mark.parametrize("birth_date", ["2008-11-27", "2010-01-01", CHILD, "2022-01-01"])
def test_no_child_is_turned_away(county: str, birth_date: str) -> None:
    """Whoever is 18 or younger can send it alone, wherever they live and whoever knows."""
    for knows in ("yes", "not_yes", "afraid", "not_sure"):
        told = {"county": county, "birth_date": birth_date, "parent_knows": knows}
        assert ending(FORMS[YOUNG], urgent=["not_safe"], **told) is None


def test_from_16_on_a_young_persons_own_agreement_is_enough() -> None:
    assert ending(FORMS[YOUNG], authority="permission", birth_date="2010-11-28") is None
    way = unwrap(form_of(YOUNG, None))
    known = Given(TODAY, in_county="yes")
    for born, asked in (("2010-11-28", False), ("2010-11-29", True)):
        answers = all_answers(way, known, **(WORKER | {"birth_date": born}))
        assert ("parent_agrees" in answers) == asked


def test_a_parent_who_is_the_danger_is_not_asked_first() -> None:
    assert ending(FORMS[YOUNG], **WORKER, parent_agrees="danger") is None


def test_it_is_the_county_of_the_person_who_is_looked_after_that_counts() -> None:
    assert FORMS[CARERS].facts.address == "cared_address"


def test_no_form_for_equipment_asks_for_money() -> None:
    """Equipment is free, and so are changes up to £1,000 each (regulation 3)."""
    assert {field.type for _, page in FORMS[EQUIPMENT].pages() for field in page.all_fields} & {"money"} == set()
