import unicodedata
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cleaning import cleaned, plain_signs, without_separators
from portal.shapes import Input, Query, Verbatim


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\ufeffAnn", "Ann"),
        ("An\u200bn", "Ann"),
        ("\u202a+44 7700 900982\u202c", "+44 7700 900982"),
        ("Ann\u00a0Marie", "Ann Marie"),
        ("Ann\u2003Marie", "Ann Marie"),
        ("  Ann \u200b ", "Ann"),
        ("Zoe\u0308", "Zoë"),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_what_cannot_be_seen_is_removed_and_every_space_is_a_plain_one(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


@pytest.mark.parametrize("name", ["علی\u200cرضا", "श्रीनिवास", "क्\u200dष", "ശ്രീ\u200dകുമാർ", "Ó Néill", "Smith–Jones"])
def test_a_name_keeps_its_spelling(name: str) -> None:
    assert cleaned(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("typed", ["O\u200cNeill", "ON\u200deill", "\u200cONeill", "ONeill\u200d", "ONeill\u200c "])
def test_a_joiner_where_no_script_uses_it_is_removed(typed: str) -> None:
    assert cleaned(typed) == "ONeill"


@pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2014\u2212")
def test_every_dash_is_a_plain_one_where_it_cannot_matter(dash: str) -> None:
    assert plain_signs(f"18{dash}20") == "18-20"
    assert without_separators(f"18 {dash} 20") == "1820"


@given(st.text())
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)
    assert plain_signs(plain_signs(text)) == plain_signs(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_nothing_that_can_be_seen_is_dropped(text: str) -> None:
    assert cleaned(text) == unicodedata.normalize("NFC", text)


class Inner(Input):
    name: str


class Body(Input):
    name: str
    lines: list[str]
    inner: Inner
    password: Annotated[str, Verbatim()]


class Filter(Query):
    status: str


def test_every_text_of_a_body_is_cleaned_but_a_verbatim_one() -> None:
    typed, verbatim = "\ufeffA\u00a0b", "\u200bA\u00a0b"
    body = Body.model_validate({"name": typed, "lines": [typed], "inner": {"name": typed}, "password": verbatim})
    assert (body.name, body.lines, body.inner.name, body.password) == ("A b", ["A b"], "A b", verbatim)
    assert Filter(status="due\u200b").status == "due"
