import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from portal.uk import Uprn, is_mobile, phone, postcode, uprn, vrm

POSTCODES = ("LE3 8RA", "LE11 3ED", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB", "GIR 0AA")
TYPED = st.text(alphabet="0123456789 +()-", min_size=7, max_size=16)


@pytest.mark.parametrize("written", POSTCODES)
def test_every_shape_of_postcode_in_use(written: str) -> None:
    assert postcode(written) == written
    assert postcode(written.replace(" ", "").lower()) == written
    assert postcode(f"  {written.replace(' ', '-')}. ") == written


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "LE11",
        "LE11 3E",
        "LE11 3EDD",
        "QE11 3ED",
        "LE11 3CK",
        "1LE 3ED",
        "ＬＥ11 3ED",
        "LEE 3ED",
        "LÉ11 3ED",
        "LE11 3ED!",
    ],
)
def test_what_is_no_postcode_is_refused(wrong: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        postcode(wrong)
    assert refused.value.type == "invalid_postcode"


@pytest.mark.parametrize("typed", ["\ufeffLE11\u00a03ED", "LE11–3ED", "LE11\u200b3ED"])
def test_what_cannot_matter_in_a_postcode_does_not(typed: str) -> None:
    assert postcode(typed) == "LE11 3ED"


@pytest.mark.parametrize("typed", ["\u200bAB12\u00a0CDE", "AB12–CDE", "AB12\u2212CDE", "ab12\u200c cde"])
def test_what_cannot_matter_in_a_registration_does_not(typed: str) -> None:
    assert vrm(typed) == "AB12CDE"


@pytest.mark.parametrize("typed", ["010033544614", "10033 544614", "\ufeff10033544614"])
def test_a_uprn_has_one_spelling(typed: str) -> None:
    assert uprn(typed) == "10033544614"


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
        ("016977 2345", "+44169772345"),
        ("+44 (0)116 305 0001", "+441163050001"),
        ("\u202a0116–305−0001\u202c", "+441163050001"),
        ("٠١١٦ ٣٠٥ ٠٠٠١", "+441163050001"),
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


@pytest.mark.parametrize("wrong", ["0116305000l", "O116 305 0001", "0" * 11, "0116 305 0001 or 2", "01163050001,5"])
def test_what_would_be_kept_as_another_number_is_refused(wrong: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        phone(wrong)
    assert refused.value.type == "invalid_phone"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("0700 900000", "too few digits"),
        ("07700 9009820", "too many digits"),
        ("0116 305 000", "too few digits"),
        ("0116 305 00011 1", "too many digits"),
        ("+33 6 12 34", "too few digits"),
        ("my mobile", "like 0116 305 0001"),
    ],
)
def test_a_refused_number_says_why(typed: str, why: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        phone(typed)
    assert refused.value.type == "invalid_phone"
    assert why in refused.value.message()


@pytest.mark.parametrize("extension", ["ext 5", "ext. 5", "x5", "#5", "extension 5", ", ext 5"])
def test_an_extension_is_refused_in_words_rather_than_dropped(extension: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        phone(f"0116 305 0001 {extension}")
    assert (refused.value.type, "extension" in refused.value.message()) == ("phone_with_extension", True)


@pytest.mark.parametrize("local", ["305 0001", "3050001", "0305 0001"])
def test_a_local_number_is_asked_for_its_area_code(local: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        phone(local)
    assert refused.value.type == "phone_without_area_code"


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


@pytest.mark.parametrize(
    ("number", "mobile"),
    [
        ("+447911123456", True),
        ("+447700900982", True),
        ("+33612345678", True),
        ("+441163050001", False),
        ("+447012345678", False),
        ("+44700900000", False),
        ("+447612345678", False),
        ("", False),
    ],
)
def test_texts_reach_mobile_numbers(number: str, mobile: bool) -> None:
    assert is_mobile(number) is mobile
