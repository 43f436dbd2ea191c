import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from portal.uk import Uprn, phone, postcode

POSTCODES = ("LE3 8RA", "LE11 3ED", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB", "GIR 0AA")
TYPED = st.text(alphabet="0123456789 +()-", min_size=7, max_size=16)


@pytest.mark.parametrize("written", POSTCODES)
def test_every_shape_of_postcode_in_use(written: str) -> None:
    assert postcode(written) == written
    assert postcode(written.replace(" ", "").lower()) == written
    assert postcode(f"  {written.replace(' ', '-')}. ") == written


@pytest.mark.parametrize(
    "wrong", ["", "LE11", "LE11 3E", "LE11 3EDD", "QE11 3ED", "LE11 3CK", "1LE 3ED", "ＬＥ11 3ED", "LEE 3ED"]
)
def test_what_is_no_postcode_is_refused(wrong: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        postcode(wrong)
    assert refused.value.type == "invalid_postcode"


@given(st.from_regex(r"[A-Z]{1,2}[0-9]{1,2}[A-Z]? ?[0-9][A-Z]{2}", fullmatch=True))
def test_a_postcode_has_one_spelling(typed: str) -> None:
    try:
        once = postcode(typed)
    except PydanticCustomError:
        return
    assert postcode(once) == once == postcode(typed.lower()) == postcode(typed.replace(" ", ""))


@given(st.text())
def test_no_text_breaks_the_postcode_rule(typed: str) -> None:
    try:
        found = postcode(typed)
    except PydanticCustomError:
        return
    assert found.isascii()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0116 305 0001", "+441163050001"),
        ("(0116) 305-0001", "+441163050001"),
        ("+44 7700 900 982", "+447700900982"),
        ("0044 7700 900982", "+447700900982"),
        ("07700900982", "+447700900982"),
        ("+353 1 679 9000", "+35316799000"),
        ("0800 1111", "+448001111"),
    ],
)
def test_a_telephone_number_is_stored_in_one_spelling(typed: str, stored: str) -> None:
    assert phone(typed) == stored
    assert phone(stored) == stored


@pytest.mark.parametrize("wrong", ["", "999", "hello", "+", "+44", "0" * 5, "01163050001" * 3])
def test_what_cannot_be_a_number_is_refused(wrong: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        phone(wrong)
    assert refused.value.type == "invalid_phone"


@pytest.mark.parametrize("local", ["305000", "3050 01", "12345"])
def test_a_number_without_its_area_code_cannot_be_called(local: str) -> None:
    with pytest.raises(PydanticCustomError):
        phone(local)


@given(st.one_of(TYPED, st.text(max_size=40)))
def test_a_number_once_stored_stays_as_it_is(typed: str) -> None:
    try:
        once = phone(typed)
    except PydanticCustomError:
        return
    assert once.startswith("+")
    assert once[1:].isdecimal()
    assert phone(once) == once


@pytest.mark.parametrize(
    ("text", "right"), [("100030123456", True), ("1", True), ("", False), ("1" * 13, False), ("١", False)]
)
def test_a_uprn_is_up_to_twelve_digits(text: str, right: bool) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(Uprn)
    if right:
        assert adapter.validate_python(text) == text
    else:
        with pytest.raises(ValidationError):
            adapter.validate_python(text)
