"""Page `officer_undelivered`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_billing import undelivered
from tests.web.fake_permits import ACCOUNT_ID, APPLIED_AT

PATH = "/officer/undelivered"
LIST = ("GET", "/v1/officer/undelivered-notices")
NOTICES = ("GET", "/v1/officer/accounts/{id}/notices")


def test_who_was_not_told_of_what_and_how_it_was_tried(officer: Browser) -> None:
    assert officer.get(PATH).status == 200
    for words in ("Kim Hall", "Your permit is about to end", "Email to k…@e… came back", "Text to …456 was refused"):
        assert words in officer.text


def test_a_letter_without_an_address_beside_an_email_that_went(officer: Browser) -> None:
    tried = [("post", "unaddressed", ""), ("email", "sent", "k…@e…")]
    messages = [{"channel": by, "status": end, "at": APPLIED_AT, "to": to} for by, end, to in tried]
    officer.api.says(*LIST, 200, {"items": [undelivered(status="sent", messages=messages)], "next": None})
    officer.get(PATH)
    for words in ("they chose letters", "Letter was not sent: the address is incomplete", "Email to k…@e… was sent"):
        assert words in officer.text


def test_what_is_to_be_made_in_another_format(officer: Browser) -> None:
    officer.api.says(
        *LIST, 200, {"items": [undelivered(status="sent", by_hand=["easy_read", "braille"])], "next": None}
    )
    officer.get(PATH)
    assert "Easy Read, Braille" in officer.text
    officer.api.says(*NOTICES, 200, {"items": [undelivered(by_hand=["audio"])], "next": None, "contact_stop": None})
    officer.get(f"/officer/accounts/{ACCOUNT_ID}/notices")
    assert "To be made by hand: Sound recording" in officer.text


@pytest.mark.parametrize(
    ("safe_by", "may_ring", "words"),
    [
        (None, True, "Ring or write"),
        (["email"], False, "Only by email "),
        (["text", "post"], True, "Only by text message or letter or ringing, without leaving a message"),
        ([], True, "Only by ringing, without leaving a message"),
        ([], False, "Do not ring or write: nothing is safe."),
    ],
)
def test_only_what_is_safe_is_named(officer: Browser, safe_by: list[str] | None, may_ring: bool, words: str) -> None:
    notice = undelivered(safe_by=safe_by, may_ring=may_ring, name="Kim Hall")
    officer.api.says(*LIST, 200, {"items": [notice], "next": None})
    officer.get(PATH)
    assert words in officer.text
    assert ("Ring or write" in officer.text) == (safe_by is None)


def test_none_and_an_account_that_is_closed(officer: Browser) -> None:
    officer.api.says(*LIST, 200, {"items": [], "next": None})
    officer.get(PATH)
    assert "None." in officer.text
    officer.api.says(*LIST, 200, {"items": [undelivered(name=None, about=None)], "next": "more&than"})
    officer.get(PATH)
    assert "Account closed" in officer.text
    assert f'href="{PATH}?next=more%26than"' in officer.page.body
    officer.get(f"{PATH}?next=more%26than")
    assert officer.api.calls[-1].path == f"{LIST[1]}?next=more%26than"


def test_somebody_without_a_role(officer: Browser) -> None:
    officer.api.refuses(*LIST, 403, "wrong_role")
    assert officer.get(PATH).status == 403
