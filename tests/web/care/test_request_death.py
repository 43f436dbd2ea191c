"""Telling us that the person whom a request is about has died."""

from care.model import RequestStatus
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

HERE = f"/care/requests/{REQUEST}"
DEATH = f"{HERE}/death"


def test_it_is_asked_once_more_then_noted(resident: Browser) -> None:
    resident.api.requests.sent(RequestStatus.INFORMATION_NEEDED, text="Which day suits you?", authority="deputy")
    assert f'href="{DEATH}"' in resident.get(HERE).body
    assert "Has this person died?" in resident.get(DEATH).body
    assert resident.send(DEATH).headers["Location"] == HERE
    resident.follow()
    assert "You told us that the person has died" in resident.text
    assert "What we ask" not in resident.text


def test_of_a_draft_or_what_has_ended_nothing_is_asked(resident: Browser) -> None:
    assert resident.get(DEATH).headers["Location"] == HERE
    resident.api.requests.sent(RequestStatus.CLOSED)
    assert resident.get(DEATH).headers["Location"] == HERE


def test_one_that_ended_meanwhile(resident: Browser) -> None:
    resident.api.requests.sent()
    resident.get(DEATH)
    hidden = resident.hidden(DEATH)
    resident.api.requests.change(status=RequestStatus.CLOSED)
    assert resident.post(DEATH, hidden).status == 409
