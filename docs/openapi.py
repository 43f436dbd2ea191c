"""Writes `docs/openapi.json` from the declarations of the operations, and `docs/api.html`, which shows it. With
`--check` it only says whether they are up to date.

python -m docs.openapi [--check]
"""

import importlib
import json
import sys
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from docs import api_page
from portal.api import Operation
from portal.problems import CATALOGUE
from portal.shapes import Pdf, VersionedView

ROOT = Path(__file__).parent.parent
FUNCTIONS = ROOT / "functions"
WRITTEN = Path(__file__).with_name("openapi.json")

REFERENCES = "#/components/schemas/{model}"
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for the person, which says what to do next"},
        "code": {"type": "string", "enum": sorted(CATALOGUE)},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "additionalProperties": False,
                "properties": {"field": {"type": "string"}, "code": {"type": "string"}, "message": {"type": "string"}},
            },
        },
        "offer": {
            "type": "object",
            "required": ["months", "price_pence"],
            "additionalProperties": False,
            "properties": {"months": {"type": "integer"}, "price_pence": {"type": "integer"}},
            "description": "Only with the error `longer_than_tenancy`: what can be bought instead",
        },
        "claimed_by": {
            "type": "string",
            "description": "Only with `claimed`: the `sub` of the officer who has the case",
        },
        "claimed_until": {"type": "string", "format": "date-time", "description": "Only with `claimed`"},
        "apply": {
            "type": "object",
            "required": ["moves_from", "uprn", "permit_type", "vrm"],
            "additionalProperties": False,
            "properties": {name: {"type": "string"} for name in ("moves_from", "uprn", "permit_type", "vrm")},
            "description": "Only with `different_zone`: what to apply for instead",
        },
        "permit_id": {"type": "string", "description": "Only with `renewed_already`: the renewal that there is"},
        "until": {"type": "string", "format": "date-time", "description": "Only with `care_closed`"},
        "version": {"type": "integer", "description": "Only with `changed_meanwhile`: the newest version"},
        "answers": {
            "type": "object",
            "description": "Only with `changed_meanwhile`, of a draft: its answers as they are",
        },
        "page": {"type": "string", "description": "Only with `not_eligible`: the page that says where to go instead"},
        "missing": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["page", "field", "code", "message"],
                "additionalProperties": False,
                "properties": {name: {"type": "string"} for name in ("page", "field", "code", "message")},
            },
            "description": "Only with `incomplete`: what is open",
        },
        "request_id": {"type": "string", "description": "Only with `unexpected`: name it when you tell us"},
    },
}
GATEWAY_SCHEMA = {
    "type": "object",
    "required": ["message"],
    "properties": {"message": {"type": ["string", "null"]}},
    "description": "The gateway's own refusal: sign in again",
}


def operations() -> list[Operation]:
    """All operations of `functions/`, by path and method.

    Raises: ValueError if two operations share a name.
    """
    modules = sorted(FUNCTIONS.glob("*/*.py"))
    handlers = [
        importlib.import_module(f"{path.parent.name}.{path.stem}") for path in modules if path.stem != "__init__"
    ]
    found = [getattr(getattr(module, "handler", None), "__self__", None) for module in handlers]
    kept = [one for one in found if isinstance(one, Operation)]
    names = [one.name for one in kept]
    if len(set(names)) != len(names):
        raise ValueError(f"two operations share a name: {sorted(names)}")
    return sorted(kept, key=lambda one: (one.path, one.method))


def description() -> dict[str, Any]:
    """The whole API as OpenAPI 3.1. Raises: ValueError if two models share a name."""
    found = operations()
    inputs = [one.body_type for one in found if one.body_type]
    views = [view for one in found if (view := _view(one)) and view is not Pdf]
    _no_two_models_of_one_name([*inputs, *views])
    wanted = [(model, "validation") for model in dict.fromkeys(inputs)]
    answered = [(model, "serialization") for model in dict.fromkeys(views)]
    references, schemas = models_json_schema([*wanted, *answered], ref_template=REFERENCES)  # type: ignore[list-item]
    paths: dict[str, Any] = {}
    for one in found:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, references)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Leicestershire resident portal",
            "version": "1",
            "description": "Accounts, parking permits, care and payments. Errors are RFC 9457 problems.",
        },
        "servers": [{"url": "https://portal.leicestershire.gov.uk"}],
        "paths": paths,
        "components": {
            "schemas": {**schemas["$defs"], "Problem": PROBLEM_SCHEMA, "GatewayRefusal": GATEWAY_SCHEMA},
            "securitySchemes": {
                "resident": {"type": "http", "scheme": "bearer", "description": "The token of a session"},
                "staff": {"type": "http", "scheme": "bearer", "description": "A Cognito access token"},
            },
        },
    }


def _operation(one: Operation, references: Any) -> dict[str, Any]:
    documentation = sys.modules[one.function.__module__].__doc__ or ""
    described: dict[str, Any] = {
        "operationId": one.name,
        "tags": [one.function.__module__.split(".")[0]],
        "summary": one.name.replace("_", " ").capitalize(),
        "description": " ".join(documentation.split()),
        "x-access": one.access,
        "security": _security(one.access),
        "parameters": _parameters(one),
        "responses": _responses(one, references),
    }
    if one.body_type:
        schema = references[(one.body_type, "validation")]
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return described


def _security(access: str) -> list[dict[str, list[str]]]:
    if access == "public":
        return []
    return [{"staff" if access.startswith("officer") else "resident": []}]


def _parameters(one: Operation) -> list[dict[str, Any]]:
    from pydantic import TypeAdapter

    parameters = [
        {"name": name, "in": "path", "required": True, "schema": TypeAdapter(hint).json_schema()}
        for name, hint in one.path_types.items()
    ]
    if one.idempotent:
        schema = {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,100}$"}
        parameters.append({"name": "Idempotency-Key", "in": "header", "required": True, "schema": schema})
    if one.query_type:
        query = _in_place(one.query_type.model_json_schema())
        needed = query.get("required", [])
        parameters += [
            {"name": name, "in": "query", "required": name in needed, "schema": schema}
            for name, schema in query["properties"].items()
        ]
    if one.method == "PATCH":
        parameters.append({"name": "If-Match", "in": "header", "required": False, "schema": {"type": "string"}})
    return parameters


def _in_place(schema: Any, named: Any = None) -> Any:
    """A schema with its definitions inserted where they are referred to: parameters cannot refer to definitions."""
    named = schema.get("$defs", {}) if named is None else named
    if isinstance(schema, list):
        return [_in_place(one, named) for one in schema]
    if not isinstance(schema, dict):
        return schema
    name = str(schema.get("$ref", "")).removeprefix("#/$defs/")
    rest = {key: _in_place(value, named) for key, value in schema.items() if key not in {"$ref", "$defs"}}
    return {**named[name], **rest} if name in named else rest


def _responses(one: Operation, references: Any) -> dict[str, Any]:
    good: dict[str, Any] = {"description": "Done"}
    view = _view(one)
    if view is Pdf:
        good["content"] = {"application/pdf": {}}
    elif view:
        schema = references[(view, "serialization")]
        good = {"description": "Done", "content": {"application/json": {"schema": schema}}}
        if issubclass(view, VersionedView):
            good["headers"] = {"ETag": {"schema": {"type": "string"}}}
    responses = {str(one.status): good}
    if view and type(None) in get_args(one.answer_type):
        responses["204"] = {"description": "There is none"}
    by_status: dict[int, list[str]] = {}
    for code in problems(one):
        by_status.setdefault(CATALOGUE[code].status, []).append(code)
    for status, codes in sorted(by_status.items()):
        responses[str(status)] = _refusals(codes, from_gateway=one.access != "public" and status in {401, 403})
    return responses


def problems(one: Operation) -> list[str]:
    """All codes with which the operation may refuse: its own, and those that follow from its declaration."""
    codes = [*one.problems, "unexpected", "try_again"]
    codes += ["invalid_input"] if one.body_type or one.query_type else []
    codes += ["not_found"] if one.path_types else []
    codes += ["idempotency_key_missing", "idempotency_key_reused"] if one.idempotent else []
    codes += ["sign_in_required", "wrong_role"] if one.access != "public" else []
    return sorted(set(codes))


def _refusals(codes: list[str], *, from_gateway: bool) -> dict[str, Any]:
    problem: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/Problem"}}
    response: dict[str, Any] = {
        "description": "; ".join(f"`{code}`: {CATALOGUE[code].title}" for code in codes),
        "content": {"application/problem+json": problem},
    }
    if from_gateway:
        response["content"]["application/json"] = {"schema": {"$ref": "#/components/schemas/GatewayRefusal"}}
    return response


def _view(one: Operation) -> type[BaseModel] | None:
    """The model of the answer, also if there may be none (`CaseSummary | None`); None if there is no model."""
    answers = get_args(one.answer_type) or (one.answer_type,)
    return next((answer for answer in answers if isinstance(answer, type) and issubclass(answer, BaseModel)), None)


def _no_two_models_of_one_name(models: list[type[BaseModel]]) -> None:
    by_name: dict[str, type[BaseModel]] = {}
    for model in models:
        if by_name.setdefault(model.__name__, model) is not model:
            raise ValueError(f"two models are called {model.__name__}: give each its own name")


def texts() -> dict[Path, str]:
    """The content of each file to write."""
    described = description()
    text = json.dumps(described, indent=2, ensure_ascii=False) + "\n"
    return {WRITTEN: text, api_page.WRITTEN: api_page.page(described)}


def main(arguments: list[str]) -> int:
    fresh = texts()
    if "--check" not in arguments:
        for place, text in fresh.items():
            place.write_text(text, "utf-8")
        print(f"{len(operations())} operations written to docs/openapi.json and docs/api.html")
        return 0
    stale = [place.name for place, text in fresh.items() if not place.exists() or place.read_text("utf-8") != text]
    for name in stale:
        print(f"docs/{name} is not what the operations say. Write it anew: make openapi")
    if not stale:
        print("docs/openapi.json and docs/api.html are up to date")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
