"""Page `officer_case`."""

import re

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import (
    ACCOUNT_ID,
    CASE_VERSION,
    DOCUMENT_ID,
    PERMIT_ID,
    case,
    document,
    entry,
    in_queue,
    sent_file,
)

PATH = f"/officer/permits/{PERMIT_ID}"
MESSAGES = f'href="/officer/accounts/{ACCOUNT_ID}/notices"'


def show(browser: Browser, body: dict[str, object]) -> str:
    browser.api.says("GET", "/v1/officer/permits/{id}", 200, body)
    assert browser.get(PATH).status == 200
    return browser.text


def test_all_that_is_known(officer: Browser) -> None:
    events = [
        entry("applied"),
        entry("payment_authorised"),
        entry("replied", "It is flat 2."),
    ]
    text = show(officer, case(timeline=events) | {"tenancy_ends_on": "2027-06-30"})
    for words in (
        "Application LP-7H3K-9Q2M",
        "To be decided",
        "AB12CDE",
        "12 Market Place",
        "Kim Hall",
        "kim@example.com",
        "7 Elm Row, Syston",
        "0116 496 0000",
        "Tenancy ends on 30 June 2027",
        "Held on the applicant’s card",
        "Applicant answered: It is flat 2.",
        "Uploaded",
    ):
        assert words in text
    assert officer.hidden(f"/officer/documents/{DOCUMENT_ID}")["csrf"]
    assert officer.hidden(f"{PATH}/decision")["submission"]


def test_the_email_address_breaks_at_its_sign_and_not_inside_a_word(officer: Browser) -> None:
    show(officer, case())
    assert "kim@<wbr>example<wbr>.com" in officer.page.body


def test_what_happens_when_the_hold_ends_is_said(officer: Browser) -> None:
    text = show(officer, case() | {"hold_ends_at": "2026-11-22T14:00:00Z"})
    assert "Decide by 2:00pm tomorrow if you can" in text
    assert "If nobody has decided, we take it, and refund it if you reject later." in text


@pytest.mark.parametrize("status", ["in_review", "information_needed"])
def test_who_waits_for_an_answer_can_still_decide(officer: Browser, status: str) -> None:
    assert "Your decision" in show(officer, case(status))
    assert officer.hidden(f"{PATH}/decision")["version"] == str(CASE_VERSION)


def test_every_file_of_a_document_can_be_opened(officer: Browser) -> None:
    first, second = "01J0000000000000000000000F", "01J0000000000000000000000G"
    files = [
        sent_file("clean", document_id=first, filename="front.jpg"),
        sent_file("clean", document_id=second, filename="back.jpg", since_question=True),
    ]
    show(officer, case(documents=[document("clean", document_id=second, files=files)]))
    for document_id in (first, second):
        assert f'href="{PATH}?document={document_id}"' in officer.page.body
        officer.get(f"{PATH}?document={document_id}")
        assert officer.hidden(f"/officer/documents/{document_id}")["csrf"]
    assert "back.jpg (sent after your question)" in officer.text


@pytest.mark.parametrize("status", ["awaiting_payment", "approved", "active", "rejected"])
def test_what_is_not_decidable_is_only_shown(officer: Browser, status: str) -> None:
    assert "Your decision" not in show(officer, case(status))


@pytest.mark.parametrize("money", ["none", "due", "authorised", "taken", "released"])
def test_what_became_of_the_money(officer: Browser, money: str) -> None:
    assert "Payment " in show(officer, case(money=money))


def test_a_document_that_is_not_checked_cannot_be_opened(officer: Browser) -> None:
    text = show(officer, case(documents=[document("scanning")]))
    assert "You can approve only when they are" in text
    assert f"/officer/documents/{DOCUMENT_ID}" not in officer.page.body


def test_the_messages_to_the_applicant_are_a_link_away(officer: Browser) -> None:
    """There an officer notes that somebody has died."""
    show(officer, case())
    assert MESSAGES in officer.page.body


def test_an_applicant_who_has_gone(officer: Browser) -> None:
    assert "account is closed" in show(officer, case() | {"applicant": None})
    assert MESSAGES not in officer.page.body


def test_what_is_not_there(officer: Browser) -> None:
    officer.api.refuses("GET", "/v1/officer/permits/{id}", 404, "not_found")
    assert officer.get(PATH).status == 404
    assert 'href="/officer"' in officer.page.body


def test_another_team_s_officer(officer: Browser) -> None:
    officer.api.refuses("GET", "/v1/officer/permits/{id}", 403, "wrong_role")
    assert officer.get(PATH).status == 403


def test_the_keys_are_shown_and_work_nowhere_else(officer: Browser) -> None:
    """With Alt: a letter that is typed is text, never a decision."""
    keys = {"a": "Approve", "r": "Reject", "q": "Ask the applicant something", "c": "Continue"}
    officer.get(PATH)
    assert sorted(re.findall(r'accesskey="(\w)"', officer.page.body)) == sorted(keys)
    for key, words in keys.items():
        assert f"{words} Alt+{key.upper()}" in officer.text
    show(officer, case("approved") | {"waiting": None})
    assert re.findall(r'accesskey="(\w)"', officer.page.body) == ["n"]
    assert "Next case Alt+N" in officer.text


@pytest.mark.parametrize(("mine", "claims"), [(True, [{"take_over": False}]), (False, [])])
def test_looking_at_one_s_own_case_keeps_it(officer: Browser, *, mine: bool, claims: list[object]) -> None:
    show(officer, case() | {"waiting": in_queue(claimed_by="officer-1", mine=mine)})
    assert [call.body for call in officer.api.called("PUT", "/v1/officer/permits/{id}/claim")] == claims
