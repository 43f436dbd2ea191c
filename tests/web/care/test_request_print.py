"""What was sent, on a page made for printing."""

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

HERE = f"/care/requests/{REQUEST}"


def test_reference_and_answers_and_nothing_to_do(resident: Browser) -> None:
    resident.api.requests.sent()
    resident.get(f"{HERE}/print")
    for words in ("Reference ABCD2345", "Who and how urgent", "Smith"):
        assert words in resident.text
    assert "Withdraw" not in resident.text


def test_a_draft_is_not_printed(resident: Browser) -> None:
    assert resident.get(f"{HERE}/print").headers["Location"] == HERE
