"""Codes of an authenticator app: the published ones, one step of drift, each step once."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from auth.rules.authenticator import fault, otpauth_uri, refusal, secret, step_of, typed_app_code
from auth.rules.codes import CodeFault

PEPPER = b"the pepper"
NOW = datetime(2026, 11, 21, 18, 0, 10, tzinfo=UTC)
SECRET = secret(PEPPER, "account-1", "enrolment-1")
STEP = int(NOW.timestamp()) // 30
RFC_6238 = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
]


@pytest.mark.parametrize(("seconds", "code"), RFC_6238)
def test_the_codes_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238, appendix B, by its last six digits."""
    published = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert step_of(code, published, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


@pytest.mark.parametrize(("off", "found"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_one_step_of_drift_either_side(off: int, found: bool) -> None:
    code = pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=30 * off))
    assert step_of(code, SECRET, NOW) == (STEP + off if found else None)


def test_a_step_is_used_once_and_none_before_it() -> None:
    assert fault(STEP, STEP - 1) is None
    assert fault(STEP, STEP) is CodeFault.USED
    assert fault(STEP - 1, STEP) is CodeFault.USED
    assert fault(None, 0) is CodeFault.INVALID


def test_every_enrolment_has_a_secret_of_its_own() -> None:
    others = [
        secret(PEPPER, "account-1", "enrolment-2"),
        secret(PEPPER, "account-2", "enrolment-1"),
        secret(b"another", "account-1", "enrolment-1"),
    ]
    assert len({SECRET, *others}) == 4
    assert len(SECRET) == 32
    assert set(SECRET) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_what_the_qr_code_holds() -> None:
    uri = urlsplit(otpauth_uri(SECRET, "ann.smith+x@example.org"))
    said = parse_qs(uri.query)
    assert (uri.scheme, uri.netloc) == ("otpauth", "totp")
    assert (said["secret"], said["issuer"]) == ([SECRET], ["Leicestershire portal"])
    app = pyotp.parse_uri(uri.geturl())
    assert isinstance(app, pyotp.TOTP)
    assert app.at(NOW) == pyotp.TOTP(SECRET).at(NOW)


@given(st.integers(600, 2**31), st.integers(-90, 90))
def test_it_agrees_with_pyotp(seconds: int, off: int) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    code = pyotp.TOTP(SECRET).at(seconds + off)
    assert (step_of(code, SECRET, now) is not None) is pyotp.TOTP(SECRET).verify(code, for_time=now, valid_window=1)


@pytest.mark.parametrize("typed", ["123456", "123 456", " 123-456 ", "1 2 3 4 5 6"])
def test_as_people_type_it(typed: str) -> None:
    assert typed_app_code(typed) == "123456"


@pytest.mark.parametrize("typed", ["", "12345", "12345678", "12345x", "١٢٣٤٥٦"])
def test_what_is_no_code_is_told_so(typed: str) -> None:
    with pytest.raises(PydanticCustomError, match="six digits"):
        typed_app_code(typed)


@pytest.mark.parametrize("one", CodeFault)
def test_every_refusal_says_what_to_do(one: CodeFault) -> None:
    refused = refusal(one, NOW)
    assert refused.code == one
    assert any(word in refused.detail for word in ("Wait", "Begin again"))


def test_the_next_code_is_at_most_a_step_away() -> None:
    waits = [refusal(CodeFault.USED, NOW + timedelta(seconds=second)).retry_after for second in range(60)]
    assert sorted(set(waits), key=lambda wait: wait or 0) == list(range(1, 31))
    assert waits[0] == 20
