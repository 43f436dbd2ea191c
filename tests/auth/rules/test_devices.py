"""A device token names a browser of one address for as long as it lives, and nothing else does."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth.rules.devices import device_id_from_token, device_token

PEPPER = b"the pepper"
NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
END = NOW + timedelta(days=90)
NAME = bytes(range(16))
TOKEN = device_token(PEPPER, "ann@example.org", END, NAME)


def test_it_names_the_browser_that_it_was_given_to() -> None:
    assert device_id_from_token(PEPPER, "ann@example.org", TOKEN, NOW) == NAME.hex()


def test_it_is_worth_nothing_for_another_address_or_pepper() -> None:
    assert device_id_from_token(PEPPER, "ann@example.or", TOKEN, NOW) is None
    assert device_id_from_token(b"another", "ann@example.org", TOKEN, NOW) is None


@pytest.mark.parametrize(("seconds", "known"), [(-1, True), (0, False), (1, False)])
def test_it_ends(seconds: int, known: bool) -> None:
    found = device_id_from_token(PEPPER, "ann@example.org", TOKEN, END + timedelta(seconds=seconds))
    assert (found is not None) is known


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("ABCDwxyz0189-_"))
def test_one_letter_changed_and_it_is_none(place: int, letter: str) -> None:
    changed = TOKEN[:place] + letter + TOKEN[place + 1 :]
    known = device_id_from_token(PEPPER, "ann@example.org", changed, NOW) is not None
    assert known is (changed == TOKEN)


@given(st.text(max_size=200))
def test_whatever_a_browser_brings_is_no_fault(text: str) -> None:
    assert device_id_from_token(PEPPER, "ann@example.org", text, NOW) is None


def test_two_browsers_have_two_names() -> None:
    other = device_token(PEPPER, "ann@example.org", END, NAME[::-1])
    assert device_id_from_token(PEPPER, "ann@example.org", other, NOW) != NAME.hex()
