"""A change of a permit as an officer sees it and decides on it (pages `officer_case`, `_decision`, `_claim`)."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_changes import CHANGE_ID, change, change_case, changed, move
from tests.web.fake_permits import CASE_VERSION, DOCUMENT_ID, PERMIT_ID, case

PAGE = f"/officer/permits/{PERMIT_ID}"
PATH = f"{PAGE}?case_id={CHANGE_ID}"
OPENED = ("GET", "/v1/officer/permits/{id}")
DECISION = ("POST", "/v1/officer/permits/{id}/decision")


@pytest.fixture
def at_it(officer: Browser) -> Browser:
    """An officer who has opened the change of a vehicle."""
    officer.api.says(*OPENED, 200, change_case(change("in_review")))
    officer.get(PATH)
    return officer


def test_what_is_now_what_is_asked_and_its_document_stand_beside(at_it: Browser) -> None:
    [call] = at_it.api.called(*OPENED)
    assert call.path.endswith(f"?case_id={CHANGE_ID}")
    for words in (
        "Change of the vehicle",
        "Vehicle now AB12CDE",
        "Vehicle asked for XY21ZZZ",
        "£11.00",
        "To be decided",
    ):
        assert words in at_it.text
    assert f'href="{PATH}&amp;document={DOCUMENT_ID}"' in at_it.page.body


def test_a_move_shows_both_addresses(officer: Browser) -> None:
    officer.api.says(*OPENED, 200, change_case(move()))
    officer.get(PATH)
    assert "Property now 12 Market Place" in officer.text
    assert "Property asked for 14 Market Place" in officer.text


def test_it_is_decided_with_its_id(at_it: Browser) -> None:
    at_it.api.says(*DECISION, 200, change_case(change("approved")))
    at_it.send(f"{PAGE}/decision", outcome="approve")
    assert "Approve this change?" in at_it.text
    assert "The payment of £11.00 is taken." in at_it.text
    assert at_it.api.called(*DECISION) == []
    at_it.send(f"{PAGE}/decision")
    [call] = at_it.api.called(*DECISION)
    assert call.body == {"outcome": "approve", "version": CASE_VERSION, "case_id": CHANGE_ID}


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("approve", "You approved the change."),
        ("reject", "You rejected the change."),
        ("ask", "The change comes back when its holder has answered."),
    ],
)
def test_the_officer_reads_that_it_was_a_change_that_they_decided(at_it: Browser, outcome: str, told: str) -> None:
    at_it.api.says(*DECISION, 200, change_case(change("approved")))
    at_it.send(f"{PAGE}/decision", outcome=outcome, reason="Which month?", confirmed="yes", case_id=CHANGE_ID)
    at_it.get("/officer/permits")
    assert told in at_it.text


def test_withdrawn_while_the_officer_was_at_it(at_it: Browser) -> None:
    at_it.send(f"{PAGE}/decision", outcome="approve")
    at_it.api.refuses(*DECISION, 409, "not_in_review", "It is withdrawn.")
    at_it.api.says(*OPENED, 200, change_case(change("withdrawn")))
    at_it.send(f"{PAGE}/decision")
    assert "Your decision was not saved" in at_it.text
    assert at_it.api.called(*OPENED)[-1].path.endswith(f"?case_id={CHANGE_ID}")
    assert "Your decision" not in at_it.text.partition("Your decision was not saved")[2]


def test_it_is_claimed_and_left_with_its_id(at_it: Browser) -> None:
    sent = at_it.send(f"{PAGE}/claim", what="claim")
    assert sent.headers["Location"] == PATH
    [claimed] = at_it.api.called("PUT", "/v1/officer/permits/{id}/claim")
    assert claimed.body == {"take_over": False, "case_id": CHANGE_ID}
    at_it.get(PATH)
    at_it.send(f"{PAGE}/claim", what="release")
    [left] = at_it.api.called("DELETE", "/v1/officer/permits/{id}/claim")
    assert left.path.endswith(f"?case_id={CHANGE_ID}")


def test_the_application_leads_to_the_change_that_is_open(officer: Browser) -> None:
    officer.api.says(*OPENED, 200, case("active") | {"permit": changed(change("in_review")), "waiting": None})
    officer.get(PAGE)
    assert f'href="{PATH}"' in officer.page.body
