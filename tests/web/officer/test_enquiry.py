"""Page `officer_enquiry`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import APPLIED_AT, PERMIT_ID, case, in_queue

CASE = f"/officer/permits/{PERMIT_ID}"
PATH = f"{CASE}/vehicle-enquiry"
ENQUIRY = ("PUT", "/v1/officer/permits/{id}/vehicle-enquiry")
ONE = ("GET", "/v1/officer/permits/{id}")


def test_dvla_is_asked_and_the_case_shown_again(officer: Browser) -> None:
    officer.get(CASE)
    assert officer.send(PATH).headers["Location"] == CASE
    assert [sent.body for sent in officer.api.called(*ENQUIRY)] == [{}]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("matches", "On record, as the kind of vehicle"),
        ("not_found", "Ask the applicant to check the registration"),
        ("another_class", "Ask the applicant which one it is"),
    ],
)
def test_what_it_said_is_on_the_case_and_every_decision_stays_open(officer: Browser, answer: str, words: str) -> None:
    asked = {"at": APPLIED_AT, "answer": answer}
    officer.api.says(*ONE, 200, case() | {"waiting": in_queue(enquiry=asked)})
    officer.get(CASE)
    assert words in officer.text
    assert "Approve" in officer.text


def test_where_it_is_not_asked_there_is_no_button(officer: Browser) -> None:
    officer.api.says(*ONE, 200, case() | {"can_enquire": False})
    officer.get(CASE)
    assert "Ask DVLA" not in officer.text


def test_it_does_not_answer(officer: Browser) -> None:
    officer.get(CASE)
    officer.api.refuses(*ENQUIRY, 503, "vehicle_enquiry_unavailable", "DVLA does not answer. Decide without it.")
    assert officer.send(PATH).status == 503
    assert "Decide without it." in officer.text


def test_loaded_again(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == CASE
