import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from auth.rules.codes import CodeFault, Purpose, code, codes_match, fault, refusal, typed_code
from portal.problems import CATALOGUE

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(milliseconds=1), NOW - timedelta(milliseconds=1)
IDS = st.text(alphabet="abcxyzABC0123456789_-", min_size=32, max_size=32)
BOUND_TO = (b"pepper", Purpose.SIGN_IN, "challenge", "owner", 1)


def test_a_known_code() -> None:
    assert code(*BOUND_TO) == "75977196"
    assert code(b"pepper", Purpose.ACTIVATION, "challenge", "owner", 2) == "42326339"


def by_hand(pepper: bytes, words: str, sending: int) -> str:
    """RFC 4226, 5.3, over our key."""
    key = hmac.new(pepper, words.encode(), hashlib.sha256).digest()
    digest = hmac.new(key, sending.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**8:08d}"


@given(st.binary(min_size=1, max_size=64), st.sampled_from(Purpose), IDS, IDS, st.integers(1, 1000))
def test_control_02_a_code_is_eight_digits_made_as_the_rfc_says(
    pepper: bytes, purpose: Purpose, challenge: str, owner: str, sending: int
) -> None:
    made = code(pepper, purpose, challenge, owner, sending)
    assert re.fullmatch("[0-9]{8}", made)
    assert made == by_hand(pepper, f"code|{purpose}|{challenge}|{owner}", sending)


@pytest.mark.parametrize(
    "otherwise",
    [
        (b"other", Purpose.SIGN_IN, "challenge", "owner", 1),
        (b"pepper", Purpose.ACTIVATION, "challenge", "owner", 1),
        (b"pepper", Purpose.SIGN_IN, "another", "owner", 1),
        (b"pepper", Purpose.SIGN_IN, "challenge", "another", 1),
        (b"pepper", Purpose.SIGN_IN, "challenge", "owner", 2),
    ],
)
def test_a_code_is_bound_to_all_that_it_is_for(otherwise: tuple[bytes, Purpose, str, str, int]) -> None:
    assert code(*otherwise) != code(*BOUND_TO)


@pytest.mark.parametrize(
    "typed",
    [
        "12345678",
        "1234 5678",
        "1234-5678",
        " 12 34 56 78 ",
        "12–34—56‑78",
        "1\u00a02345678",
        "1234\t5678",
        "12345678\n",
        "1234\u22125678",
        "\ufeff1234\u200b5678",
    ],
)
def test_spaces_and_hyphens_are_how_people_copy(typed: str) -> None:
    assert typed_code(typed) == "12345678"


@pytest.mark.parametrize(
    "typed",
    ["", "1234567", "123456789", "1234567a", "１２３４５６７８", "١٢٣٤٥٦٧٨", "1234.5678", "12345678\x00", "+12345678"],
)
def test_everything_else_is_no_code(typed: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        typed_code(typed)
    assert refused.value.type == "invalid_code_form"


@given(st.text())
def test_no_text_breaks_the_form_of_a_code(typed: str) -> None:
    try:
        found = typed_code(typed)
    except PydanticCustomError:
        return
    assert re.fullmatch("[0-9]{8}", found)


def test_codes_match_compares_the_whole() -> None:
    assert codes_match("12345678", "12345678")
    assert not codes_match("12345678", "12345679")
    assert not codes_match("1234567", "12345678")


@pytest.mark.parametrize(
    ("used", "sent", "expires_at", "guesses", "found"),
    [
        (False, True, LATER, 0, None),
        (False, True, LATER, 2, None),
        (False, True, NOW, 0, CodeFault.EXPIRED),
        (False, True, EARLIER, 0, CodeFault.EXPIRED),
        (False, True, None, 0, CodeFault.EXPIRED),
        (False, False, None, 0, CodeFault.NOT_SENT),
        (False, True, LATER, 3, CodeFault.TOO_MANY),
        (False, True, EARLIER, 3, CodeFault.TOO_MANY),
        (False, False, None, 4, CodeFault.TOO_MANY),
        (True, True, LATER, 0, CodeFault.USED),
        (True, True, EARLIER, 3, CodeFault.USED),
        (True, False, None, 0, CodeFault.USED),
    ],
)
def test_why_no_code_can_be_compared(
    used: bool, sent: bool, expires_at: datetime | None, guesses: int, found: CodeFault | None
) -> None:
    assert fault(used=used, sent=sent, expires_at=expires_at, guesses=guesses, most=3, now=NOW) == found


@pytest.mark.parametrize("start_again", [True, False])
@pytest.mark.parametrize("one", CodeFault)
def test_each_fault_says_what_to_do(one: CodeFault, start_again: bool) -> None:
    said = refusal(one, start_again=start_again)
    assert said.code == one.value
    assert said.code in CATALOGUE
    assert re.search(r"([Aa]sk for|[Ss]ign in)", said.detail)
    assert ("Sign in again" in said.detail) == (one is CodeFault.TOO_MANY and start_again)
