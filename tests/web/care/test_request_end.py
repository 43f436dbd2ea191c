"""Deleting a draft, or withdrawing what was sent."""

from care.model import RequestStatus
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

HERE = f"/care/requests/{REQUEST}"
END = f"{HERE}/end"


def test_a_draft_is_deleted_after_one_more_question(resident: Browser) -> None:
    resident.get(END)
    assert "Do you want to delete this draft?" in resident.text
    assert resident.send(END, action="discard").headers["Location"] == "/care/requests"
    assert resident.api.requests.request is None


def test_a_sent_one_is_withdrawn(resident: Browser) -> None:
    resident.api.requests.sent()
    resident.get(END)
    assert "Do you want to withdraw this request?" in resident.text
    assert resident.send(END, action="withdraw").headers["Location"] == HERE
    assert resident.api.requests.kept.status == "withdrawn"


def test_what_has_ended_is_not_ended_again(resident: Browser) -> None:
    resident.api.requests.sent(RequestStatus.CLOSED)
    assert resident.get(END).headers["Location"] == HERE


def test_a_refusal_is_shown(resident: Browser) -> None:
    resident.api.requests.sent()
    resident.get(END)
    hidden = resident.hidden(END)
    resident.api.requests.change(status=RequestStatus.CLOSED)
    assert resident.post(END, {**hidden, "action": "withdraw"}).status == 409
    assert "cannot be withdrawn any more" in resident.text
