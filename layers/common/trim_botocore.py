"""Leaves of botocore's data what our functions read: `python trim_botocore.py <the layer's python folder>`.

Making a client parses its service's whole description, and the addresses of every service in every partition: most of
it is never read (`docs/decisions/0029-cold-starts.md`). A test compares `CALLS` with the calls that journeys make.
"""

import gzip
import json
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

CALLS = {
    "cognito-idp": {"ListUsersInGroup"},
    "dynamodb": {
        "BatchGetItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "TransactWriteItems",
        "UpdateItem",
    },
    "events": {"PutEvents"},
    # botocore itself wants HeadBucket to find a bucket in another region, CreateBucket to sign a form's address
    "s3": {
        "CopyObject",
        "CreateBucket",
        "DeleteObject",
        "GetObject",
        "HeadBucket",
        "HeadObject",
        "ListObjectsV2",
        "PutObject",
    },
    "secretsmanager": {"GetSecretValue"},
    "sesv2": {"SendEmail"},
    "sns": {"Publish"},
    "sqs": {"SendMessage"},
}
"""Every operation that a function calls, by service."""

PREFIXES = {"sesv2": "email"}
"""Under which name botocore's list of addresses has a service, where that is another."""

SERVICES = frozenset(
    {"cognito-identity-provider", "dynamodb", "eventbridge", "s3", "secrets-manager", "sesv2", "sns", "sqs"}
)
"""The services of `CALLS`, by the names that botocore registers handlers for them."""

ONLY_OUR_HANDLERS = """

def _is_of_ours(event):
    kind, _, rest = event.partition(".")
    return kind != "docs" and (not rest or rest.partition(".")[0] in {services})


BUILTIN_HANDLERS = [spec for spec in BUILTIN_HANDLERS if _is_of_ours(spec[0])]
"""
"""A session registers a handler for every special case of every service, and each client copies them."""

PARTITION = "aws"

NO_DOCSTRINGS = """
class ClientMethodDocstring(str):
    def __new__(cls, *args, **kwargs):
        return super().__new__(cls)


PaginatorDocstring = WaiterDocstring = ClientMethodDocstring
"""
"""What botocore imports from `botocore.docs.docstring`, without the text."""


def trim(packages: Path) -> None:
    """Works on a copy of botocore as it was installed."""
    described = packages / "botocore" / "data"
    for folder in described.iterdir():
        if folder.is_dir() and folder.name not in CALLS:
            shutil.rmtree(folder)
    for service, calls in CALLS.items():
        *outdated, newest = sorted((described / service).iterdir())
        for version in outdated:
            shutil.rmtree(version)
        _trim_service(newest, calls)
    _trim_addresses(described / "endpoints.json")
    _trim_documentation(packages / "botocore" / "docs")
    with (packages / "botocore" / "handlers.py").open("a") as handlers:
        handlers.write(ONLY_OUR_HANDLERS.format(services=sorted(SERVICES)))


def _trim_service(version: Path, calls: Iterable[str]) -> None:
    model = _read(version / "service-2.json.gz")
    rules = _read(version / "endpoint-rule-set-1.json.gz")
    for place in version.iterdir():
        place.unlink()
    (version / "service-2.json").write_text(_dumped(_undocumented(only(model, calls))))
    (version / "endpoint-rule-set-1.json").write_text(_dumped(_undocumented(rules)))


def only(model: Mapping[str, Any], calls: Iterable[str]) -> dict[str, Any]:
    """A service's description with these operations, their shapes and all errors.

    Raises: KeyError for an operation that the service does not have.
    """
    operations = {name: model["operations"][name] for name in sorted(calls)}
    needed: set[str] = set()
    for operation in operations.values():
        for shape in [operation.get("input"), operation.get("output"), *operation.get("errors", [])]:
            if shape is not None:
                _collect(shape["shape"], model["shapes"], needed)
    for name, shape in model["shapes"].items():
        if shape.get("exception"):
            _collect(name, model["shapes"], needed)
    shapes = {name: shape for name, shape in model["shapes"].items() if name in needed}
    return {**model, "operations": operations, "shapes": shapes}


def _collect(name: str, shapes: Mapping[str, Any], needed: set[str]) -> None:
    if name in needed:
        return
    needed.add(name)
    shape = shapes[name]
    inner = [*shape.get("members", {}).values(), *(shape[part] for part in ("member", "key", "value") if part in shape)]
    for one in inner:
        _collect(one["shape"], shapes, needed)


def _undocumented(part: Any) -> Any:
    """A description with empty explanations, which are most of its length; botocore wants some of them to be there."""
    if isinstance(part, list):
        return [_undocumented(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    emptied = {"documentation": ""} if isinstance(part.get("documentation"), str) else {}
    return {name: _undocumented(inner) for name, inner in part.items()} | emptied


def _trim_addresses(place: Path) -> None:
    addresses = json.loads(place.read_text())
    kept = {PREFIXES.get(service, service) for service in CALLS}
    partitions = [partition for partition in addresses["partitions"] if partition["partition"] == PARTITION]
    for partition in partitions:
        partition["services"] = {name: found for name, found in partition["services"].items() if name in kept}
    place.write_text(_dumped({**addresses, "partitions": partitions}))


def _trim_documentation(docs: Path) -> None:
    """Each method of a client has a docstring, written when somebody asks for it; importing its writers costs all."""
    (docs / "__init__.py").write_text("")
    (docs / "docstring.py").write_text(NO_DOCSTRINGS)


def _read(place: Path) -> Any:
    return json.loads(gzip.decompress(place.read_bytes()))


def _dumped(content: object) -> str:
    return json.dumps(content, separators=(",", ":"))


if __name__ == "__main__":
    trim(Path(sys.argv[1]))
