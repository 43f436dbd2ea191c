"""Taking a file away that was sent for a question."""

import pytest

from portal.document import Fault
from tests.web.browser_double import Browser
from tests.web.fake_requests import FILE, REQUEST

HERE = f"/care/requests/{REQUEST}"
REMOVE = f"{HERE}/remove/{FILE}"
QUESTION = f"{HERE}/pages/authority-proof"
GONE = ("DELETE", "/v1/requests/{id}/evidence/{id}")


@pytest.fixture
def sender(resident: Browser) -> Browser:
    """Who has sent a file for the question by what right they ask."""
    requests = resident.api.requests
    requests.comes("authority_proof", "court order.pdf")
    requests.answered(authority="deputy", authority_proof=[FILE])
    return resident


def test_its_question_leads_to_it_and_it_is_deleted_after_one_more_question(sender: Browser) -> None:
    assert f'href="{REMOVE}"' in sender.get(QUESTION).body
    sender.get(REMOVE)
    assert "court order.pdf: received" in sender.text
    assert f'href="{QUESTION}"' in sender.page.body
    assert sender.send(REMOVE).headers["Location"] == QUESTION
    assert "authority_proof" not in sender.api.requests.kept.answers
    sender.follow()
    assert "The file is deleted." in sender.text
    assert "court order.pdf" not in sender.text


def test_one_that_is_gone_or_was_sent_is_not_taken_away(sender: Browser) -> None:
    sender.get(REMOVE)
    hidden = sender.hidden(REMOVE)
    sender.api.requests.files = []
    assert sender.post(REMOVE, hidden).headers["Location"] == HERE
    assert sender.get(REMOVE).status == 404
    sender.api.requests.comes("authority_proof", "court order.pdf")
    sender.api.requests.answered(authority="deputy", authority_proof=[FILE])
    sender.api.requests.sent(authority="deputy", authority_proof=[FILE])
    assert sender.get(REMOVE).headers["Location"] == HERE
    assert sender.post(REMOVE, hidden).status == 409
    assert "stays with it" in sender.text


def test_a_file_that_was_refused_after_its_page_was_saved_is_asked_for_again(sender: Browser) -> None:
    """Before the form is sent: the check leads to its question, which says what is wrong with the file."""
    sender.api.requests.comes("authority_proof", "court order.pdf", Fault.PASSWORD)
    sender.get(f"{HERE}/check")
    assert "A file that you sent cannot be used." in sender.text
    assert f'href="{QUESTION}"' in sender.page.body
    assert 'name="version"' not in sender.page.body
    sender.get(QUESTION)
    assert "cannot be used. " in sender.text
    sender.send(QUESTION, authority_proof="yes")
    assert sender.api.requests.kept.answers["authority_proof"] == "cannot_upload"
    sender.get(f"{HERE}/check")
    assert "Cannot be uploaded" in sender.text
    assert 'name="version"' in sender.page.body


def test_a_file_that_came_wins_over_the_word_that_none_can(sender: Browser) -> None:
    """H12."""
    sender.get(QUESTION)
    sender.send(QUESTION, authority_proof="yes")
    assert sender.api.requests.kept.answers["authority_proof"] == [FILE]
