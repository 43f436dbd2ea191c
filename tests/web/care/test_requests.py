"""My requests for care."""

from care.model import RequestStatus
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST


def test_a_draft_says_until_when_it_is_kept(resident: Browser) -> None:
    page = resident.get("/care/requests")
    assert f'href="/care/requests/{REQUEST}"' in page.body
    assert "Kept until 21 December 2026" in resident.text


def test_a_sent_one_has_its_reference(resident: Browser) -> None:
    resident.api.requests.sent(RequestStatus.IN_REVIEW)
    resident.get("/care/requests")
    assert "Reference ABCD2345, sent 21 November 2026" in resident.text
    assert "We are looking at it" in resident.text


def test_none_and_more(resident: Browser) -> None:
    resident.api.requests.request = None
    resident.get("/care/requests")
    assert "You have no requests" in resident.text
    resident.api.says("GET", "/v1/requests", 200, {"items": [], "next": "abc"})
    assert 'href="/care/requests?next=abc"' in resident.get("/care/requests?next=x").body
    assert resident.api.calls[-1].path == "/v1/requests?next=x"


def test_closed_care_records_say_why(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/requests", 403, "care_closed", "You chose a new password a short while ago.")
    assert resident.get("/care/requests").status == 403
