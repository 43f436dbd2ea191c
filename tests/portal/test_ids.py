import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from portal.ids import UNAMBIGUOUS, SecretId, Ulid, secret_id, session_token, ulid
from tests.support.clock import TestRandomness

SECRET_ID: TypeAdapter[str] = TypeAdapter(SecretId)
ULID: TypeAdapter[str] = TypeAdapter(Ulid)
NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


@given(st.binary(min_size=24, max_size=24))
def test_an_id_that_opens_something_is_all_of_its_192_bits(drawn: bytes) -> None:
    from base64 import urlsafe_b64decode

    made = secret_id(lambda count: drawn[:count])
    assert SECRET_ID.validate_python(made) == made
    assert urlsafe_b64decode(made) == drawn


@given(st.binary(min_size=32, max_size=32))
def test_a_session_token_is_all_of_its_256_bits(drawn: bytes) -> None:
    from base64 import urlsafe_b64decode

    made = session_token(lambda count: drawn[:count])
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", made)
    assert urlsafe_b64decode(made + "=") == drawn


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_ulids_sort_by_time(start: int, later: int) -> None:
    randomness = TestRandomness()
    first = ulid(NOW + timedelta(milliseconds=start), randomness)
    second = ulid(NOW + timedelta(milliseconds=start + later), randomness)
    assert first < second
    assert ULID.validate_python(first) == first


def test_two_ulids_of_one_moment_differ() -> None:
    randomness = TestRandomness()
    assert ulid(NOW, randomness) != ulid(NOW, randomness)


@pytest.mark.parametrize("wrong", ["", "a" * 31, "a" * 33, "a" * 31 + "/", "a" * 31 + "\n", "a" * 32 + "\n", "é" * 32])
def test_what_cannot_be_one_of_our_ids_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        SECRET_ID.validate_python(wrong)


def test_references_for_people_hold_nothing_that_looks_like_something_else() -> None:
    assert not set("01OIL") & set(UNAMBIGUOUS)
    assert len(set(UNAMBIGUOUS)) == len(UNAMBIGUOUS) == 31
