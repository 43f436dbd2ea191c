"""Page `permits_change`."""

from typing import Any

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_changes import CHANGE_ID, change, changed, move
from tests.web.fake_permits import PAYMENT_ID, PERMIT_ID
from web.words import HELD_FIRST

PATH = f"/permits/{PERMIT_ID}/changes/{CHANGE_ID}"


def shown(resident: Browser, body: dict[str, Any]) -> str:
    resident.api.says("GET", "/v1/permits/{id}", 200, changed(body))
    assert resident.get(PATH).status == 200
    return resident.text


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (change(), "You can pay when all documents are uploaded."),
        (change(can=["pay", "add_documents", "withdraw"]), HELD_FIRST),
        (change("in_review"), "until we approve the change"),
        (move(), "Finish your change"),
        (change("information_needed", reason="Is it yours?"), "Is it yours?"),
        (change("approved"), "Your permit is changed"),
        (change("rejected", reason="Another name", money="released"), "The hold on your card was released"),
        (change("rejected", reason="Another name", money="taken"), "See how far the refund is"),
        (change("lapsed"), "Your permit was not changed."),
        (change("withdrawn"), "You withdrew this change"),
    ],
)
def test_it_says_how_it_stands_and_what_to_do(resident: Browser, body: dict[str, Any], words: str) -> None:
    assert words in shown(resident, body)


def test_what_is_covered_until_the_approval(resident: Browser) -> None:
    assert "AB12CDE is covered and XY21ZZZ is not" in shown(resident, change("in_review"))
    assert "is covered" not in shown(resident, change("approved"))


def test_it_is_paid_from_here(resident: Browser) -> None:
    shown(resident, change(can=["pay", "add_documents", "withdraw"]))
    assert f'action="/payments/{PAYMENT_ID}/pay"' in resident.page.body
    shown(resident, move())
    assert '/pay"' not in resident.page.body


def test_a_change_that_is_not_there(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, changed())
    assert resident.get(PATH).status == 404


def test_a_document_of_a_change_is_announced_for_it(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, changed(change()))
    resident.get(f"{PATH}/documents/v5c")
    resident.send(f"{PATH}/documents/v5c", content_type="image/png")
    [call] = resident.api.called("POST", "/v1/permits/{id}/documents")
    assert (call.body["change_id"], call.body["kind"]) == (CHANGE_ID, "v5c")
    assert f"{PATH}/documents/v5c/sent" in resident.page.body
    resident.get(f"{PATH}/documents/v5c/sent")
    assert f'href="{PATH}/documents/v5c/sent"' in resident.page.body


def test_a_decided_change_takes_no_document(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, changed(change("approved")))
    assert resident.get(f"{PATH}/documents/v5c").status == 404


def test_a_question_about_a_change_is_answered(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, changed(change("information_needed", reason="Is it yours?")))
    resident.get(f"{PATH}/reply")
    assert "Is it yours?" in resident.text
    assert resident.send(f"{PATH}/reply", text="Yes").headers["Location"] == PATH
    [call] = resident.api.called("POST", "/v1/permits/{id}/replies")
    assert call.body == {"change_id": CHANGE_ID, "text": "Yes"}


def test_a_question_that_was_taken_back_meanwhile(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, changed(change("information_needed", reason="Is it yours?")))
    resident.get(f"{PATH}/reply")
    resident.api.refuses("POST", "/v1/permits/{id}/replies", 409, "nothing_asked", "We wait for no answer.")
    resident.send(f"{PATH}/reply", text="Yes")
    assert "We wait for no answer." in resident.text
    assert "What you asked for" in resident.text


def test_a_change_is_withdrawn(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, changed(change("in_review")))
    resident.get(f"{PATH}/withdraw")
    assert "your permit stays as it is, for AB12CDE" in resident.text
    assert "is released: nothing is taken" in resident.text
    assert resident.send(f"{PATH}/withdraw").headers["Location"] == PATH
    assert resident.api.called("POST", "/v1/permits/{id}/changes/{id}/withdrawal")[0].headers["Idempotency-Key"]


def test_a_change_that_is_decided_is_not_withdrawn(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, changed(change("in_review")))
    resident.get(f"{PATH}/withdraw")
    resident.api.refuses("POST", "/v1/permits/{id}/changes/{id}/withdrawal", 409, "decided_already", "It is decided.")
    resident.api.says("GET", "/v1/permits/{id}", 200, changed(change("approved")))
    resident.send(f"{PATH}/withdraw")
    assert "It is decided." in resident.text
    assert resident.get(f"{PATH}/withdraw").headers["Location"] == PATH
