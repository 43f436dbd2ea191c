"""The errors in a request body, in words for the person who filled it in: one `FieldError` for each of pydantic's
errors.

Sentences name a field by its `title` ("your first name"). What was typed is never repeated.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core.core_schema import ErrorType

from portal.problems import FieldError

BROKEN_RULES = "broken_rules"
"""The type of a `PydanticCustomError` with which a validator reports several errors: its `errors` are `FieldError`s."""


MOST = 100
"""The most errors in one answer: a body with a million unknown fields must not get an answer as long."""


def field_errors(error: ValidationError, body_type: type[BaseModel]) -> list[FieldError]:
    findings = error.errors(include_input=False, include_url=False)
    return list(islice((found for one in findings for found in _errors(one, body_type)), MOST))


def _errors(one: Any, body_type: type[BaseModel]) -> Iterator[FieldError]:
    kind, place, context = one["type"], one["loc"], one.get("ctx", {})
    if kind == BROKEN_RULES:
        yield from context["errors"]
    elif kind == "json_invalid" or (kind.endswith("_type") and not place):
        yield FieldError("", "invalid_json", "The body must be a JSON object.")
    elif kind == "extra_forbidden":
        yield FieldError(_path(place), "unknown_field", "This request has no such field. Check its spelling.")
    else:
        label = _label(place, body_type)
        code, message = _words(kind, label, context) or (kind, one["msg"])
        yield FieldError(_path(place), code, message)


def _words(kind: str, label: str, context: dict[str, Any]) -> tuple[str, str] | None:
    """Our code and sentence for one of pydantic's own error types; None for our custom types, which bring their
    sentence.
    """
    if kind == "missing" or (kind in {"string_too_short", "too_short"} and context["min_length"] == 1):
        return "missing", f"Enter {label}."
    if kind == "string_too_short":
        return "too_short", f"{_sentence(label)} must be {context['min_length']} characters or more."
    if kind == "string_too_long":
        return "too_long", f"{_sentence(label)} must be {context['max_length']} characters or fewer."
    if kind == "too_long":
        return "too_many", f"Give {context['max_length']} or fewer for {label}."
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = f"{context['ge']} or more" if "ge" in context else f"{context['le']} or less"
        return "out_of_range", f"{_sentence(label)} must be {bound}."
    if kind in {"literal_error", "enum"}:
        return "not_a_choice", f"For {label}, choose one of: {context['expected']}."
    if kind in get_args(ErrorType):
        return "wrong_type", f"{_sentence(label)} is not in the right form."
    return None


def _label(place: tuple[str | int, ...], body_type: type[BaseModel]) -> str:
    model: Any = body_type
    label = ""
    for step in place:
        if isinstance(step, int):
            continue
        field = getattr(model, "model_fields", {}).get(step)
        if field is None:
            break
        label = field.title or str(step).replace("_", " ")
        model = next((kind for kind in _kinds(field.annotation) if hasattr(kind, "model_fields")), None)
    return label or "this"


def _kinds(annotation: Any) -> list[Any]:
    return [annotation, *getattr(annotation, "__args__", ())]


def _path(place: tuple[str | int, ...]) -> str:
    """The path of a field. An unknown name is repeated only if it looks like a field's name."""
    return ".".join(str(step) if re.fullmatch(r"[a-z_]{1,40}|\d+", str(step)) else "(unknown)" for step in place)


def _sentence(label: str) -> str:
    return label[:1].upper() + label[1:]
