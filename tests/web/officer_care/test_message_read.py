"""Page `officer_care_message_read`, and what an officer sees before."""

import pytest

from care.rules.changes import change_reported
from portal.problems import unwrap
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

CASE = f"/officer/requests/{REQUEST}"
READ = f"{CASE}/message-read"


@pytest.fixture
def opened(officer: Browser) -> Browser:
    """With a request that the officer has opened."""
    officer.api.requests.sent()
    officer.api.requests.opened = True
    return officer


def told(browser: Browser) -> None:
    requests = browser.api.requests
    requests.change(**dict(unwrap(change_reported(requests.kept, "I fell on the stairs", requests.now))))


def test_an_unread_message_stands_out_until_it_is_read(opened: Browser) -> None:
    told(opened)
    opened.get("/officer/requests")
    assert "Unread message" in opened.text
    opened.get(CASE)
    assert "Unread: they wrote to us" in opened.text
    assert "I fell on the stairs" in opened.text
    assert opened.send(READ).headers["Location"] == CASE
    opened.get(CASE)
    assert "Unread: they wrote to us" not in opened.text
    assert "They told us that something has changed" in opened.text
    opened.get("/officer/requests")
    assert "Unread message" not in opened.text


def test_one_that_came_meanwhile_is_shown_too(opened: Browser) -> None:
    told(opened)
    opened.get(CASE)
    hidden = opened.hidden(READ)
    told(opened)
    assert opened.post(READ, hidden).headers["Location"] == CASE
    opened.get(CASE)
    assert opened.text.count("I fell on the stairs") == 4, "twice unread, and twice in what happened"


def test_what_was_read_already_and_one_that_was_not_opened(opened: Browser) -> None:
    told(opened)
    opened.get(CASE)
    hidden = opened.hidden(READ)
    opened.api.requests.change(unread_since=None)
    assert opened.post(READ, hidden).status == 409
    opened.api.requests.opened = False
    assert opened.post(READ, hidden).headers["Location"] == CASE
    assert opened.get(READ).headers["Location"] == CASE
