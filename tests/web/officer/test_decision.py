"""Page `officer_decision`."""

from urllib.parse import urlencode

import pytest

from tests.web.browser_double import Browser
from tests.web.conftest import sign_in
from tests.web.fake_permits import CASE_VERSION, PERMIT_ID, case, entry
from tests.web.fake_staff_pool import PASSWORD

CASE = f"/officer/permits/{PERMIT_ID}"
PATH = f"{CASE}/decision"


@pytest.fixture
def deciding(officer: Browser) -> Browser:
    officer.get(CASE)
    return officer


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose what you decide."),
        ({"outcome": "burn"}, "Choose what you decide."),
        ({"outcome": "reject"}, "Say why: the applicant will read it."),
        ({"outcome": "ask", "reason": "  "}, "Write your question."),
    ],
)
def test_what_is_missing(deciding: Browser, typed: dict[str, str], words: str) -> None:
    assert deciding.send(PATH, **typed).status == 422
    assert words in deciding.text
    assert deciding.title.startswith("Error:")
    assert deciding.api.called("POST", "/v1/officer/permits/{id}/decision") == []


@pytest.mark.parametrize(
    ("typed", "asked", "body", "notice"),
    [
        (
            {"outcome": "approve", "reason": "left over"},
            "The payment of £55.00 is taken",
            {"outcome": "approve"},
            "You approved the application.",
        ),
        (
            {"outcome": "reject", "reason": "Another address."},
            "The money that their bank holds is released.",
            {"outcome": "reject", "reason": "Another address."},
            "You rejected the application.",
        ),
        (
            {"outcome": "ask", "reason": "Which flat?"},
            "comes back when they have answered",
            {"outcome": "ask", "reason": "Which flat?"},
            "Your question is sent.",
        ),
    ],
)
def test_asked_once_more_then_sent(
    deciding: Browser, typed: dict[str, str], asked: str, body: dict[str, str], notice: str
) -> None:
    assert deciding.send(PATH, **typed).status == 200
    assert asked in deciding.text
    assert deciding.api.called("POST", "/v1/officer/permits/{id}/decision") == []
    assert deciding.send(PATH).headers["Location"] == "/officer/permits"
    sent = deciding.api.called("POST", "/v1/officer/permits/{id}/decision")[0]
    assert sent.body == {**body, "version": CASE_VERSION}
    assert sent.headers["Idempotency-Key"]
    assert notice in deciding.follow().body


def test_a_paid_application_is_refunded(deciding: Browser) -> None:
    deciding.api.says("GET", "/v1/officer/permits/{id}", 200, case(money="taken"))
    deciding.send(PATH, outcome="reject", reason="No.")
    assert "What they have paid is refunded." in deciding.text


def test_decided_by_somebody_else_meanwhile(deciding: Browser) -> None:
    deciding.send(PATH, outcome="reject", reason="Another address.")
    deciding.api.refuses("POST", "/v1/officer/permits/{id}/decision", 409, "not_in_review")
    events = [
        entry("applied"),
        entry("information_asked", "Which flat is it?", "2026-11-21T14:02:00Z"),
    ]
    deciding.api.says("GET", "/v1/officer/permits/{id}", 200, case("information_needed", timeline=events))
    assert deciding.send(PATH).status == 409
    for words in (
        "Your decision was not saved",
        "It is now: Waits for the applicant’s answer.",
        "Applicant was asked: Which flat is it?",
        "You had written: “Another address.”",
    ):
        assert words in deciding.text


def test_decided_by_somebody_else_before_the_confirmation(deciding: Browser) -> None:
    deciding.api.says("GET", "/v1/officer/permits/{id}", 200, case("active"))
    assert deciding.send(PATH, outcome="approve").status == 409
    assert "It is now: Permit issued." in deciding.text


def test_after_an_error_it_is_still_the_version_that_the_officer_saw(deciding: Browser) -> None:
    deciding.api.says("GET", "/v1/officer/permits/{id}", 200, case() | {"version": CASE_VERSION + 1})
    assert deciding.send(PATH, outcome="reject", reason="").status == 422
    assert deciding.hidden(PATH)["version"] == str(CASE_VERSION)
    assert deciding.send(PATH, outcome="reject", reason="No.").status == 409
    assert deciding.hidden(PATH)["version"] == str(CASE_VERSION + 1)


def test_changed_before_the_confirmation(deciding: Browser) -> None:
    deciding.api.says("GET", "/v1/officer/permits/{id}", 200, case() | {"version": CASE_VERSION + 1})
    assert deciding.send(PATH, outcome="approve").status == 409
    assert "Your decision was not saved" in deciding.text
    assert deciding.api.called("POST", "/v1/officer/permits/{id}/decision") == []


@pytest.mark.parametrize(
    ("status", "code"), [(409, "documents_not_checked"), (409, "no_place_free"), (503, "try_again")]
)
def test_refused(deciding: Browser, status: int, code: str) -> None:
    deciding.send(PATH, outcome="approve")
    deciding.api.refuses("POST", "/v1/officer/permits/{id}/decision", status, code, "The reason in words.")
    assert deciding.send(PATH).status == 422
    assert "The reason in words." in deciding.text
    assert 'value="approve" checked' in deciding.page.body


def test_too_long_a_reason_is_kept(deciding: Browser) -> None:
    deciding.send(PATH, outcome="ask", reason="A long story")
    deciding.api.refuses(
        "POST", "/v1/officer/permits/{id}/decision", 422, "invalid_input", errors=[("reason", "Too long.")]
    )
    assert deciding.send(PATH).status == 422
    assert "Too long." in deciding.text
    assert "A long story" in deciding.page.body


@pytest.mark.parametrize(("status", "code"), [(403, "wrong_role"), (404, "not_found")])
def test_not_theirs(deciding: Browser, status: int, code: str) -> None:
    deciding.send(PATH, outcome="approve")
    deciding.api.refuses("POST", "/v1/officer/permits/{id}/decision", status, code)
    assert deciding.send(PATH).status == status


def test_a_case_that_is_gone(deciding: Browser) -> None:
    deciding.api.refuses("GET", "/v1/officer/permits/{id}", 404, "not_found")
    assert deciding.send(PATH, outcome="approve").status == 404
    deciding.api.replies.clear()
    deciding.get(CASE)
    deciding.send(PATH, outcome="approve")
    deciding.api.refuses("POST", "/v1/officer/permits/{id}/decision", 409, "not_in_review")
    deciding.api.refuses("GET", "/v1/officer/permits/{id}", 404, "not_found")
    assert deciding.send(PATH).status == 404


def test_a_token_that_ran_out_while_writing(deciding: Browser) -> None:
    """The reason is kept; after a new sign-in by the same officer the form can be sent."""
    deciding.api.says("GET", "/v1/officer/permits/{id}", 401, {"message": "Unauthorized"})
    assert deciding.send(PATH, outcome="reject", reason="A long story").status == 401
    assert "A long story" not in deciding.page.body
    written = deciding.sent.headers["Location"]
    deciding.api.replies.clear()
    deciding.get(f"/officer?{urlencode({'next': written})}")
    deciding.send("/officer", email="permits@staff.example.org", password=PASSWORD)
    assert deciding.page.headers["Location"] == written
    deciding.follow()
    assert deciding.send(PATH).status == 200
    assert "A long story" in deciding.text


def test_signed_out_while_writing(deciding: Browser) -> None:
    del deciding.cookies["__Host-officer"]
    assert deciding.send(PATH, outcome="reject", reason="A long story").status == 401


def test_a_resident_s_sign_in_beside_it_changes_nothing(deciding: Browser) -> None:
    hidden = deciding.hidden(PATH)
    sign_in(deciding)
    assert deciding.post(PATH, {**hidden, "outcome": "approve"}).status == 200


def test_loaded_again(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == CASE
