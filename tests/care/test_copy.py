"""What somebody sent, on paper (`docs/rules/care.md`, C86)."""

from datetime import UTC, datetime
from typing import Any

import page
import pytest

from care import copy_paper
from care.rules.forms import form_of
from care.rules.requests import given
from portal.document import DocumentState, DocumentStatus, FileState
from portal.forms.replay import replay
from portal.paper import Paper, typeset
from portal.problems import unwrap
from tests.care.rules.test_cases import NOW as SENT_AT
from tests.care.rules.test_cases import a_request
from tests.support.care_answers import all_answers

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
FORM = unwrap(form_of("care-assessment", None))
ID = "01J00000000000000000000009"
FILE = FileState(document_id=ID, filename="order.pdf", status=DocumentStatus.REFUSED, added_at=SENT_AT)
DOCUMENTS = [DocumentState(kind="authority_proof", status=DocumentStatus.REFUSED, files=(FILE,))]


def a_copy(**chosen: Any) -> Paper:
    answers = all_answers(FORM, given(a_request(), NOW), **chosen)
    return copy_paper.copy_paper(a_request(answers=answers), DOCUMENTS, NOW)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What was set, beside setting it."""
    told: dict[str, Any] = {}

    def noted(template: Any, facts: Any, at: datetime) -> Paper:
        told.update(facts)
        return typeset(template, facts, at)

    monkeypatch.setattr(copy_paper, "typeset", noted)
    return told


def test_it_can_be_read_aloud_and_kept(said: dict[str, Any]) -> None:
    paper = a_copy()
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
    broken = [page.validate_pdf_bytes(paper.pdf, profile=profile).failures for profile in profiles]
    assert broken == [[], []]
    assert paper.pages > 1
    assert said["title"] == FORM.title
    assert said["reference"] == "Reference ABCD2345"
    assert said["sent"] == "Sent 12:00pm on 29 November 2026"


def test_every_question_on_the_path_with_its_answer_in_the_forms_order(said: dict[str, Any]) -> None:
    a_copy(first_name="Ann", last_name="Smith")
    labels = [label for section in said["sections"] for label, _ in section["rows"]]
    way = replay(FORM, all_answers(FORM, given(a_request(), NOW)), given(a_request(), NOW))
    asked = [part for one in way.pages for part in one.page.all_fields if part.name in one.answers]
    repeats = [one for one in way.pages if one.page.repeat]
    assert len(labels) == len(asked) + len(repeats)
    assert said["sections"][0]["title"] == "Who and how urgent"
    assert ["Ann"] in [lines for section in said["sections"] for _, lines in section["rows"]]


def test_a_telephone_number_is_grouped_as_people_write_it(said: dict[str, Any]) -> None:
    a_copy(phone="+441213034444")
    assert ["0121 303 4444"] in [lines for section in said["sections"] for _, lines in section["rows"]]


def test_a_file_that_was_refused_is_not_said_to_be_there(said: dict[str, Any]) -> None:
    a_copy(authority="deputy", authority_proof=[ID])
    every = [line for section in said["sections"] for _, lines in section["rows"] for line in lines]
    assert "order.pdf: could not be used" in every


@pytest.mark.parametrize(
    ("written", "printed"),
    [("*b* #panic(1)", "*b* #panic(1)"), ("Ann 🙂", "Ann"), ("Ольга", copy_paper.NOT_IN_PRINT)],
)
def test_what_somebody_writes_is_no_markup_and_never_stops_it(said: dict[str, Any], written: str, printed: str) -> None:
    a_copy(first_name=written)
    assert [printed] in [lines for section in said["sections"] for _, lines in section["rows"]]
