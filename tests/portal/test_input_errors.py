"""What is wrong with a body is told in sentences, for every body of the API, whatever was sent."""

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, StringConstraints, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ErrorType

from docs.openapi import operations
from portal.input_errors import MOST, field_errors
from portal.problems import FieldError
from portal.shapes import Input

INPUTS: dict[str, type[Input]] = {one.name: one.body_type for one in operations() if one.body_type}
OURS = {"missing", "too_long", "too_short"}
"""Codes of ours that pydantic uses too."""
PYDANTICS = set(get_args(ErrorType)) - OURS
TYPED = "Xyzzy"
"""In every text and every unknown name that is sent, so that it can be looked for in what comes back."""


def found_in(model: type[Input], body: object) -> list[FieldError]:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    try:
        model.model_validate_json(text)
    except ValidationError as error:
        return field_errors(error, model)
    return []


def names_of(model: Any) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for kind in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if hasattr(kind, "model_fields"):
                yield from names_of(kind)


def bodies(model: type[Input]) -> st.SearchStrategy[Any]:
    text = st.text(max_size=20).map(TYPED.__add__) | st.integers(0, 2000).map(lambda size: TYPED + "x" * size)
    names = st.sampled_from(sorted(set(names_of(model)))) | text
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | text | st.just("")
    return st.recursive(leaves, lambda inner: st.lists(inner, max_size=6) | st.dictionaries(names, inner, max_size=8))


@pytest.mark.slow  # 60 bodies for each operation
@pytest.mark.parametrize("name", INPUTS)
def test_whatever_is_sent_comes_back_as_sentences_without_a_word_of_it(name: str) -> None:
    model = INPUTS[name]

    @settings(max_examples=60)
    @given(bodies(model))
    def hold(body: object) -> None:
        for error in found_in(model, body):
            assert re.fullmatch(r"[A-Z][^\n]*\.", error.message), error
            assert "Input should" not in error.message
            assert "Value error" not in error.message
            assert error.code not in PYDANTICS, error
            assert TYPED.lower() not in f"{error}".lower()

    hold()


class Inner(Input):
    lines: Annotated[list[str], Field(title="the address", min_length=1, max_length=2)]
    sure: Annotated[bool, Field(title="your answer")] = True


class Outer(Input):
    name: Annotated[str, StringConstraints(min_length=1, max_length=5), Field(title="your name")]
    kind: Annotated[Literal["resident", "professional"], Field(title="the kind")] = "resident"
    count: Annotated[int, Field(title="the number")] = 1
    code: Annotated[str, StringConstraints(pattern="^[0-9]$"), Field(title="the code")] = "1"
    why: Annotated[str, StringConstraints(min_length=3), Field(title="the reason")] = "because"
    plain_name: int = 1
    inner: Annotated[Inner | None, Field(title="your address")] = None

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        if self.name == "both":
            raise PydanticCustomError("one_of_both", "Give one of both.")
        return self


NO_SUCH_FIELD = "This request has no such field. Check its spelling."
NOT_JSON = ("", "invalid_json", "The body must be a JSON object.")


@pytest.mark.parametrize(
    ("body", "field", "code", "message"),
    [
        ({}, "name", "missing", "Enter your name."),
        ({"name": ""}, "name", "missing", "Enter your name."),
        ({"name": "   "}, "name", "missing", "Enter your name."),
        ({"name": None}, "name", "wrong_type", "Your name is not in the right form."),
        ({"name": 5}, "name", "wrong_type", "Your name is not in the right form."),
        ({"name": "a", "why": "x"}, "why", "too_short", "The reason must be 3 characters or more."),
        ({"name": "abcdef"}, "name", "too_long", "Your name must be 5 characters or fewer."),
        (
            {"name": "a", "kind": "x"},
            "kind",
            "not_a_choice",
            "For the kind, choose one of: 'resident' or 'professional'.",
        ),
        ({"name": "a", "count": "x"}, "count", "wrong_type", "The number is not in the right form."),
        ({"name": "a", "count": 1.5}, "count", "wrong_type", "The number is not in the right form."),
        ({"name": "a", "code": "x"}, "code", "wrong_type", "The code is not in the right form."),
        ({"name": "a", "plain_name": "x"}, "plain_name", "wrong_type", "Plain name is not in the right form."),
        ({"name": "a", "other": 1}, "other", "unknown_field", NO_SUCH_FIELD),
        ({"name": "a", "Ann's": 1}, "(unknown)", "unknown_field", NO_SUCH_FIELD),
        ({"name": "a", "inner": 1}, "inner", "wrong_type", "Your address is not in the right form."),
        ({"name": "a", "inner": {"lines": []}}, "inner.lines", "missing", "Enter the address."),
        ({"name": "a", "inner": {"lines": ["a"] * 3}}, "inner.lines", "too_many", "Give 2 or fewer for the address."),
        (
            {"name": "a", "inner": {"lines": [1]}},
            "inner.lines.0",
            "wrong_type",
            "The address is not in the right form.",
        ),
        (
            {"name": "a", "inner": {"lines": ["a"], "sure": "x"}},
            "inner.sure",
            "wrong_type",
            "Your answer is not in the right form.",
        ),
        ({"name": "both"}, "", "one_of_both", "Give one of both."),
        ([], *NOT_JSON),
        (None, *NOT_JSON),
        ("text", *NOT_JSON),
        (b"{", *NOT_JSON),
        (b"\xff", *NOT_JSON),
        (b'{"name": "\\ud800"}', *NOT_JSON),
        (b"[" * 10_000, *NOT_JSON),
    ],
)
def test_each_kind_of_finding_in_words(body: object, field: str, code: str, message: str) -> None:
    assert found_in(Outer, body) == [FieldError(field, code, message)]


def test_many_findings_do_not_make_a_long_answer() -> None:
    assert len(found_in(Outer, {f"unknown_{number}": 1 for number in range(5000)})) == MOST
