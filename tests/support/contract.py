"""Checks answers against `docs/openapi.json`: the status is listed, the body fits its schema, the headers are there."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from tests.support.template import ROOT


@cache
def described() -> Any:
    return json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))


def check(method: str, path: str, status: int, headers: Mapping[str, str], body: str) -> None:
    """Check an answer. `path`: as in the template (`/v1/sign-ins/{sign_in_id}/code`). `body`: a file's bytes as
    Latin-1.

    Raises: AssertionError.
    """
    responses = described()["paths"][path][method.lower()]["responses"]
    assert str(status) in responses, f"{method} {path} answered {status}, which it does not document: {body}"
    content = responses[str(status)].get("content")
    if content is None:
        assert not body, f"{method} {path} {status} documents no body and sent one"
        return
    media = headers.get("content-type", "").partition(";")[0]
    assert media in content, f"{method} {path} {status} sent {media!r}"
    if media == "application/pdf":
        assert body.startswith("%PDF-"), f"{method} {path} {status} sent no PDF"
        return
    schema = {"$ref": content[media]["schema"]["$ref"], "components": described()["components"]}
    found = [error.message for error in Draft202012Validator(schema).iter_errors(json.loads(body))]
    assert not found, f"{method} {path} {status}: {found}"
    if media == "application/problem+json":
        code = json.loads(body)["code"]
        documented = responses[str(status)]["description"]
        assert f"`{code}`" in documented, f"{method} {path} refused with {code}, which it does not document"
