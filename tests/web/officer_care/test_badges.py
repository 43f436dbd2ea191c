"""Pages `officer_care_badges`, `officer_care_badges_file` and `officer_care_order`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_casework import to_be_ordered
from tests.web.fake_requests import REQUEST, a_badge_to_order

CASE, LIST, FILE = f"/officer/requests/{REQUEST}", "/officer/badges", "/officer/badges/file"
QUEUE = ("GET", "/v1/officer/requests")


@pytest.fixture
def agreed(officer: Browser) -> Browser:
    """A badge was agreed to, and waits to be ordered."""
    officer.api.requests = a_badge_to_order()
    officer.api.requests.change(about="=Ann")
    return officer


def test_from_the_list_to_the_order(agreed: Browser) -> None:
    assert f'href="{LIST}"' in agreed.get("/officer/requests").body
    page = agreed.get(LIST).body
    assert f'href="{CASE}"' in page
    assert "20 November 2029" in agreed.text
    agreed.get(CASE)
    assert agreed.send(f"{CASE}/order").headers["Location"] == LIST
    agreed.follow()
    assert "No badge is to be ordered." in agreed.text
    agreed.get(CASE)
    assert "This badge is to be ordered" not in agreed.text
    assert "We ordered it from its maker" in agreed.text


def test_the_file_begins_no_formula_with_what_somebody_typed(agreed: Browser) -> None:
    file = agreed.get(FILE)
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert file.headers["Content-Disposition"] == 'attachment; filename="badges-to-order.csv"'
    head, row, end = file.file.decode("utf-8-sig").split("\r\n")
    assert (head.count(","), end) == (4, "")
    assert row == '"ABCD2345","\'=","","2026-11-21","2029-11-20"'


def test_all_pages_of_the_queue_are_in_the_list(agreed: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    first = to_be_ordered(agreed.api.requests)
    pages = [first | {"next": "more"}, first]
    monkeypatch.setattr(agreed.api.requests, "answer", lambda *_: (200, pages.pop(0)))
    agreed.get(LIST)
    assert "2 badges were agreed to" in agreed.text
    assert agreed.api.calls[-1].path == "/v1/officer/requests?status=to_order&next=more"


def test_one_that_was_ordered_meanwhile_and_one_that_was_not_opened(agreed: Browser) -> None:
    agreed.get(CASE)
    hidden = agreed.hidden(f"{CASE}/order")
    agreed.api.requests.change(order_placed_at=agreed.api.requests.now)
    assert agreed.post(f"{CASE}/order", hidden).status == 409
    agreed.api.requests.opened = False
    assert agreed.post(f"{CASE}/order", hidden).headers["Location"] == CASE
    assert agreed.get(f"{CASE}/order").headers["Location"] == CASE


@pytest.mark.parametrize("path", [LIST, FILE])
def test_who_is_of_no_team_of_requests(officer: Browser, path: str) -> None:
    officer.api.refuses(*QUEUE, 403, "wrong_role", "Not yours.")
    assert officer.get(path).status == 403
