"""Answers in their wire form: what is kept, and what is said of the rest (`docs/rules/care.md`, C33)."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.definition import Field
from portal.forms.values import Wrong, checked
from tests.support.forms import TODAY, options

AB = options("a", "b", "none", none={"exclusive": True})
DOCUMENT = "01JDQ4Z7V8M3T5N6P9R2S4W6XY"
HOUSE = {"lines": ["1 High Street"], "town": "Oadby", "postcode": "LE2 5AA"}
VAN = {"none": True, "where": "A van", "contact_via": "Mum"}
FIELDS: dict[str, dict[str, Any]] = {
    "text": {},
    "nino": {"type": "text", "format": "nino"},
    "nhs": {"type": "text", "format": "nhs_number"},
    "badge": {"type": "text", "format": "badge_number"},
    "vehicle": {"type": "text", "format": "vehicle"},
    "postcode": {"type": "text", "format": "postcode"},
    "textarea": {"max": 10},
    "email": {},
    "phone": {},
    "radios": {"options": AB},
    "select": {"options": AB},
    "checkboxes": {"options": AB, "max": 2},
    "number": {"min": 1, "max": 168, "unit": "hours"},
    "decimal": {"type": "number", "places": 2},
    "money": {"max": 1000},
    "date": {"past": True},
    "coming": {"type": "date", "future": True},
    "month": {"past": True},
    "yes_no": {},
    "address": {},
    "file": {"max_files": 2, "skip": True},
    "must_upload": {"type": "file"},
    "declaration": {},
    "content": {"text": "Read this."},
}


def kept(name: str, value: Any) -> Any:
    field = Field.model_validate({"name": name, "type": name, **FIELDS[name]})
    return checked(field, value, TODAY)


@pytest.mark.parametrize(
    ("name", "sent", "expected"),
    [
        ("text", "  Ann ", "Ann"),
        ("nino", "ab 12 34 56 c", "AB123456C"),
        ("nhs", "943 476 5919", "9434765919"),
        ("badge", "00 kx4w", "00KX4W"),
        ("vehicle", "ab12 cde", "AB12CDE"),
        ("postcode", "le113ed", "LE11 3ED"),
        ("email", "Ann@Example.org", "ann@example.org"),
        ("phone", "(0116) 305 0001", "+441163050001"),
        ("radios", "a", "a"),
        ("select", "b", "b"),
        ("checkboxes", ["b", "a", "b"], ["a", "b"]),
        ("checkboxes", ["none"], ["none"]),
        ("number", 168, 168),
        ("number", " 7 ", 7),
        ("decimal", "7.50", "7.5"),
        ("decimal", "-0.25", "-0.25"),
        ("money", 0, 0),
        ("date", TODAY.isoformat(), TODAY.isoformat()),
        ("coming", TODAY.isoformat(), TODAY.isoformat()),
        ("month", "2026-11", "2026-11"),
        ("yes_no", False, False),
        ("address", HOUSE, HOUSE),
        ("address", {**HOUSE, "postcode": "le25aa", "uprn": "0012"}, {**HOUSE, "uprn": "12"}),
        ("address", VAN, VAN),
        ("file", [DOCUMENT, DOCUMENT], [DOCUMENT]),
        ("file", "cannot_upload", "cannot_upload"),
        ("declaration", True, True),
    ],
)
def test_right_answers(name: str, sent: Any, expected: Any) -> None:
    assert kept(name, sent) == expected
    assert kept(name, expected) == expected, "what is kept is right when it is looked at again"


@pytest.mark.parametrize(
    ("name", "sent", "code"),
    [
        ("text", " \u200b ", "blank"),
        ("text", 7, "not_text"),
        ("text", "x" * 201, "too_long"),
        ("nino", "QQ123456C", "invalid_nino"),
        ("nhs", "943 476 5918", "invalid_nhs_number"),
        ("nhs", "94347659", "invalid_nhs_number"),
        ("badge", "00KX4", "invalid_badge_number"),
        ("vehicle", "?", "invalid_vrm"),
        ("postcode", "LE11", "invalid_postcode"),
        ("textarea", "x" * 11, "too_long"),
        ("email", "ann", "invalid_email"),
        ("phone", "305 0001", "phone_without_area_code"),
        ("radios", "c", "not_an_option"),
        ("radios", ["a"], "not_an_option"),
        ("checkboxes", "a", "not_a_list"),
        ("checkboxes", [], "blank"),
        ("checkboxes", [["a"]], "not_a_list"),
        ("checkboxes", ["c"], "not_an_option"),
        ("checkboxes", ["a", "none"], "exclusive"),
        ("number", True, "not_a_number"),
        ("number", 1.5, "not_a_number"),
        ("number", "٧", "not_a_number"),
        ("number", 10**40, "not_a_number"),
        ("number", 0, "too_small"),
        ("number", 169, "too_big"),
        ("number", "1.5", "too_exact"),
        ("decimal", "1.125", "too_exact"),
        ("money", "10", "not_pence"),
        ("money", 1001, "out_of_range"),
        ("money", -1, "out_of_range"),
        ("date", "27.3.48", "not_a_date"),
        ("date", "2026-02-30", "not_a_date"),
        ("date", "2026-11-29", "not_past"),
        ("date", "1899-12-31", "out_of_range"),
        ("coming", "2026-11-27", "not_future"),
        ("month", "2026-13", "not_a_month"),
        ("month", "2026-12", "not_past"),
        ("yes_no", "yes", "not_yes_or_no"),
        ("address", "1 High Street", "not_an_address"),
        ("address", {**HOUSE, "lines": []}, "not_an_address"),
        ("address", {**HOUSE, "country": "Wales"}, "not_an_address"),
        ("address", {**HOUSE, "postcode": "LE2"}, "invalid_postcode"),
        ("address", {"none": True, "where": "A van"}, "not_text"),
        ("file", [], "too_many_files"),
        ("file", ["../x"], "not_documents"),
        ("must_upload", "cannot_upload", "not_documents"),
        ("declaration", False, "not_declared"),
        ("content", "x", "no_question"),
    ],
)
def test_wrong_answers_say_what_to_do(name: str, sent: Any, code: str) -> None:
    with pytest.raises(Wrong) as wrong:
        kept(name, sent)
    assert wrong.value.code == code
    assert wrong.value.message.endswith(".")


@pytest.mark.parametrize(
    ("type_", "sent"), [("money", "209.67"), ("date", "27.3.48"), ("date", "2026-02-30"), ("month", "3 2026")]
)
def test_what_a_refusal_says_to_send_is_taken(type_: str, sent: str) -> None:
    field = Field.model_validate({"name": "it", "type": type_})
    with pytest.raises(Wrong) as wrong:
        checked(field, sent, TODAY)
    example = wrong.value.message.rpartition(" is ")[2].removesuffix(".")
    assert checked(field, int(example) if type_ == "money" else example, TODAY)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates().map(date.isoformat),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*HOUSE, "none", "where"]), inner),
    max_leaves=8,
)


@given(st.sampled_from(sorted(FIELDS)), JSON)
def test_whatever_is_sent_is_kept_or_refused_in_words(name: str, sent: Any) -> None:
    with suppress(Wrong):
        once = kept(name, sent)
        assert kept(name, once) == once


def test_a_number_of_many_digits_is_refused_before_it_is_written_out() -> None:
    with pytest.raises(Wrong):
        kept("number", 10**5000)
