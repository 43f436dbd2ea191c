"""Answering what the care team asked."""

import pytest

from care.model import RequestStatus
from care.rules.forms import form_of
from portal.problems import unwrap
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST, FakeRequests

HERE = f"/care/requests/{REQUEST}"
REPLY = f"{HERE}/reply"
QUESTION = "Which day suits you?"


@pytest.fixture
def asked(resident: Browser) -> Browser:
    resident.api.requests.sent(RequestStatus.INFORMATION_NEEDED, text=QUESTION)
    return resident


def test_the_question_stands_where_one_comes_by(asked: Browser) -> None:
    for page, leads in (("/account", f'href="{REPLY}"'), (HERE, f'href="{REPLY}"'), (REPLY, "Your answer")):
        assert leads in asked.get(page).body
    assert QUESTION in asked.text
    assert "Nothing at the moment" not in asked.get("/account").body


def test_an_answer_goes_back_to_the_team(asked: Browser) -> None:
    asked.get(REPLY)
    assert asked.send(REPLY, text="Any day").headers["Location"] == HERE
    asked.follow()
    assert "We are looking at it" in asked.text
    assert "Any day" in asked.text
    assert asked.get(REPLY).headers["Location"] == HERE


def test_papers_that_were_asked_for_are_sent_from_there(asked: Browser) -> None:
    kind = f"{HERE}/files/authority_proof"
    assert f'href="{kind}"' in asked.get(REPLY).body
    asked.get(kind)
    asked.send(kind, content_type="application/pdf")
    assert 'action="https://evidence.example/"' in asked.page.body
    asked.api.requests.comes("authority_proof", "order.pdf")
    assert asked.get(f"{HERE}/evidence/authority_proof?bucket=b&key=k").headers["Location"] == REPLY
    asked.get(REPLY)
    assert "order.pdf: received" in asked.text


def test_a_paper_that_the_form_never_asked_for_is_sent_from_there_too(resident: Browser) -> None:
    """The form for young carers asks for no file at all."""
    requests = resident.api.requests = FakeRequests(form=unwrap(form_of("young-carers-support", None)))
    kind, sent = f"{HERE}/files/other_papers", f"{HERE}/evidence/other_papers?bucket=b&key=k"
    requests.answered()
    assert [resident.get(path).status for path in (kind, sent)] == [404, 404], "as long as it is a draft"
    requests.sent(RequestStatus.INFORMATION_NEEDED, text=QUESTION, birth_date="2012-05-05")
    assert f'href="{kind}"' in resident.get(REPLY).body
    resident.get(kind)
    resident.send(kind, content_type="application/pdf")
    assert 'action="https://evidence.example/"' in resident.page.body
    requests.comes("other_papers", "plan.pdf")
    assert resident.get(sent).headers["Location"] == REPLY
    resident.get(REPLY)
    assert "plan.pdf: received" in resident.text


def test_whom_to_call_is_the_team_that_asks(resident: Browser) -> None:
    for form_id, number in (("blue-badge", "0116 305 0001"), ("care-assessment", "0116 305 0004")):
        resident.api.requests = FakeRequests(form=unwrap(form_of(form_id, None)))
        resident.api.requests.sent(RequestStatus.INFORMATION_NEEDED, text=QUESTION)
        resident.get(REPLY)
        assert f"If you would rather talk to us, call {number}" in resident.text


def test_an_empty_answer_says_what_to_do(asked: Browser) -> None:
    asked.get(REPLY)
    assert asked.send(REPLY, text="").status == 422
    assert "Write your answer." in asked.text


def test_who_answers_too_late_is_told(asked: Browser) -> None:
    asked.get(REPLY)
    hidden = asked.hidden(REPLY)
    asked.api.requests.change(status=RequestStatus.CLOSED, asked_at=None)
    assert asked.post(REPLY, {**hidden, "text": "Any day"}).status == 409
    assert "not waiting for an answer" in asked.text


def test_nothing_was_asked(resident: Browser) -> None:
    resident.api.requests.sent()
    assert resident.get(REPLY).headers["Location"] == HERE
