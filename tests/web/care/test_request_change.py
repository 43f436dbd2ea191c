"""Telling us unasked that something about a request has changed."""

from datetime import date

import pytest

from care.model import Fee, RequestStatus
from care.rules.forms import form_of
from portal.problems import unwrap
from tests.web.account.test_helpers import HERE as HELPERS
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST, FakeRequests
from tests.web.fake_security import HELPER

HERE = f"/care/requests/{REQUEST}"
CHANGE = f"{HERE}/change"
REPLIES = ("POST", "/v1/requests/{id}/replies")


@pytest.fixture
def helper(resident: Browser) -> Browser:
    resident.api.requests.begun_by_helper(asks=True)
    resident.get(HELPERS)
    resident.send(HELPERS, helper_id=HELPER, action="act")
    return resident


def test_a_change_is_told_and_stands_with_the_request(resident: Browser) -> None:
    resident.api.requests.sent()
    assert f'href="{CHANGE}"' in resident.get(HERE).body
    resident.get(CHANGE)
    assert "What you sent stays as you sent it." in resident.text
    assert resident.send(CHANGE, what="other", text="I fell").headers["Location"] == HERE
    resident.follow()
    assert "You told us that something has changed" in resident.text
    assert "I fell" in resident.text
    assert resident.api.called(*REPLIES)[0].body == {"text": "I fell", "unasked": True, "moved_away": False}


def test_a_move_is_told_while_a_question_is_open(resident: Browser) -> None:
    resident.api.requests.sent(RequestStatus.INFORMATION_NEEDED, text="Which day suits you?", authority="deputy")
    resident.get(CHANGE)
    assert "The person has moved out of Leicestershire" in resident.text
    assert "What you write here is no answer to that. Answer our question" in resident.text
    resident.send(CHANGE, what="moved", text="1 High Street, York")
    resident.follow()
    assert "You told us of a move out of Leicestershire" in resident.text
    assert "What we ask" not in resident.text


def test_a_change_is_told_while_a_question_is_open(resident: Browser) -> None:
    resident.api.requests.sent(RequestStatus.INFORMATION_NEEDED, text="Which day suits you?")
    resident.get(CHANGE)
    resident.send(CHANGE, what="other", text="I fell")
    resident.follow()
    assert "You told us that something has changed" in resident.text
    assert "What we ask" in resident.text, "the question is still open"


def owing(browser: Browser) -> None:
    """Of a Blue Badge that was agreed to, only the fee is open."""
    requests = browser.api.requests
    requests.sent()
    fee = Fee(payment_id="01KAPAYMENT", amount_pence=1000)
    requests.change(status=RequestStatus.APPROVED, fee=fee, valid_until=date(2029, 1, 1))


def test_where_only_a_move_can_be_told_the_page_is_called_so(resident: Browser) -> None:
    owing(resident)
    resident.get(HERE)
    assert "Tell us of a move out of Leicestershire" in resident.text
    assert "Tell us that something has changed" not in resident.text
    resident.get(CHANGE)
    assert "Tell us of a move out of Leicestershire" in resident.page.body.partition("<h1")[2].partition("</h1>")[0]
    assert "we close it, and nothing is to be paid for it" in resident.text
    assert 'type="radio"' not in resident.page.body
    assert "What you sent stays as you sent it." not in resident.text
    resident.send(CHANGE, text="1 High Street, York")
    assert resident.api.called(*REPLIES)[0].body["moved_away"] is True


def test_a_helper_is_offered_no_payment_that_is_the_persons(helper: Browser) -> None:
    owing(helper)
    helper.get(HERE)
    assert "Mary Smith pays it with their own account." in helper.text
    assert "/payments/01KAPAYMENT" not in helper.page.body


def test_nothing_is_sent_without_words(resident: Browser) -> None:
    resident.api.requests.sent()
    resident.get(CHANGE)
    assert resident.send(CHANGE).status == 422
    assert "Choose what has changed." in resident.text
    assert "Write what has changed." in resident.text
    assert not resident.api.called(*REPLIES)


def test_of_a_draft_and_of_what_has_ended_nothing_is_told(resident: Browser) -> None:
    assert resident.get(CHANGE).headers["Location"] == HERE
    resident.api.requests.sent()
    resident.get(CHANGE)
    hidden = resident.hidden(CHANGE)
    resident.api.requests.change(status=RequestStatus.CLOSED)
    assert resident.get(CHANGE).headers["Location"] == HERE
    assert f'href="{CHANGE}"' not in resident.get(HERE).body
    resident.page = resident.post(CHANGE, {**hidden, "what": "other", "text": "I fell"})
    assert "We have not got what you wrote" in resident.text
    assert "I fell" in resident.text, "whoever wrote it can copy it"
    assert not resident.api.called(*REPLIES)


def test_a_concern_is_added_to_behind_whom_to_call(resident: Browser) -> None:
    resident.api.requests = FakeRequests(form=unwrap(form_of("safeguarding-concern", None)))
    resident.api.requests.sent()
    assert "Add to your concern" in resident.get(HERE).body
    resident.get(CHANGE)
    text = resident.text
    assert text.index("call 999") < text.index("call us on") < text.index("What should we know?")
    assert "moved" not in text
    assert resident.send(CHANGE, text="").status == 422
    assert resident.send(CHANGE, text="He came back").headers["Location"] == HERE
    assert "He came back" in resident.follow().body


def test_who_has_written_often_reads_what_to_do(resident: Browser) -> None:
    resident.api.requests.sent()
    resident.get(CHANGE)
    resident.api.refuses(*REPLIES, 409, "too_many_messages", "Call us on 0116 305 0004.")
    assert resident.send(CHANGE, what="other", text="I fell").status == 422
    assert "Call us on 0116 305 0004." in resident.text
