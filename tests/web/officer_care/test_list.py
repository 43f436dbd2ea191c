"""Page `officer_care_list`."""

from datetime import timedelta

from care.model import RequestStatus
from care.rules.forms import form_of
from portal.problems import unwrap
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST, FakeRequests

PATH = "/officer/requests"
QUEUE = ("GET", "/v1/officer/requests")


def test_what_waits_names_nobody_and_says_why_it_cannot_wait(officer: Browser) -> None:
    officer.api.requests.sent()
    officer.api.requests.change(priority="urgent", urgent_because=("no_food",))
    assert officer.get(PATH).status == 200
    for words in ("1 request, 1 urgent", "ABCD2345", "for A.", "Urgent", "No food", "Nobody has looked yet"):
        assert words in officer.text
    assert "Ann" not in officer.text
    assert f'href="{PATH}/{REQUEST}"' in officer.page.body


def test_nothing_waits(officer: Browser) -> None:
    officer.get(PATH)
    assert "Nothing waits here." in officer.text


def test_one_status_alone(officer: Browser) -> None:
    officer.api.requests.sent(RequestStatus.IN_REVIEW)
    officer.get(f"{PATH}?status=in_review")
    assert officer.api.calls[-1].path == "/v1/officer/requests?status=in_review"
    officer.get(f"{PATH}?status=nonsense")
    assert officer.api.calls[-1].path == "/v1/officer/requests?"


def test_mine_and_what_nobody_has(officer: Browser) -> None:
    officer.api.requests.sent()
    officer.api.requests.change(assigned_to="officer-1")
    officer.get(f"{PATH}?only=mine")
    assert officer.api.calls[-1].path == "/v1/officer/requests?mine=true"
    assert "You have it" in officer.text
    officer.api.requests.change(assigned_to="officer-2")
    officer.get(f"{PATH}?only=nonsense")
    assert officer.api.calls[-1].path == "/v1/officer/requests?"
    assert "A colleague has it" in officer.text


def test_more_than_a_page(officer: Browser) -> None:
    empty = {
        "items": [],
        "count": 90,
        "urgent": 0,
        "oldest_at": None,
        "copies_asked": 0,
        "reviews_late": 0,
        "previous": None,
        "next": "a&b",
    }
    officer.api.says(*QUEUE, 200, empty)
    officer.get(PATH)
    assert f'href="{PATH}?status=&amp;only=&amp;next=a%26b"' in officer.page.body


def test_somebody_without_the_role(officer: Browser) -> None:
    officer.api.refuses(*QUEUE, 403, "wrong_role")
    assert officer.get(PATH).status == 403


def test_a_concern_shows_its_clock(officer: Browser) -> None:
    officer.api.requests = FakeRequests(form=unwrap(form_of("safeguarding-concern", None)))
    officer.api.requests.sent()
    officer.get(PATH)
    assert "Decide by" in officer.text
    officer.api.requests.now += timedelta(days=7)
    officer.get(PATH)
    assert "Overdue" in officer.text
    assert "Open it for who else can be called" in officer.text
    assert "Ann" not in officer.text


def test_a_late_review_stands_out(officer: Browser) -> None:
    requests = officer.api.requests
    requests.sent(RequestStatus.IN_REVIEW)
    requests.change(review_due_at=requests.now)
    officer.get(PATH)
    assert "1 review is overdue." in officer.text
    assert "it had to be decided by 21 November 2026" in officer.text
