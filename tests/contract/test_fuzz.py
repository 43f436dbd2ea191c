"""Whatever is sent: no failure, no answer that `docs/openapi.json` does not describe, no echo.

Rules: `docs/rules/reliability.md`, "Fuzzing".

schemathesis makes the requests from that description, good ones and bad ones. Every request comes from somebody who may
ask: a resident with a session of their own (one of them signs out) or an officer; from an address of their own (limits
are per client); and every second one asks for a registration, permit, … that is there.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.access.callers import CALLERS, People, expected
from tests.access.ids import IDS
from tests.local_stack import RunningStack
from tests.support.contract import described
from tests.support.http_portal import somebodys_address, vouched
from tests.support.template import ROOT

pytestmark = pytest.mark.stack

SHORTEST_ECHO = 5
"""A shorter text may be in an answer by chance."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

# Other methods on our paths are the gateway's business: they reach no function.
ONLY_OURS = schemathesis.Config.from_dict({"phases": {"coverage": {"unexpected-methods": []}}})

schema = schemathesis.openapi.from_path(ROOT / "docs" / "openapi.json", config=ONLY_OURS)
KNOWN_WORDS = (ROOT / "docs" / "openapi.json").read_text("utf-8")


@pytest.fixture(scope="module")
def people(stack: RunningStack) -> Iterator[People]:
    made = People(stack)
    yield made
    made.portal.close()


FUZZED = partial(settings, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@schema.parametrize()
@FUZZED(max_examples=10)
def test_whatever_is_sent(case: schemathesis.Case[Any], stack: RunningStack, people: People) -> None:
    is_answered_as_described(case, stack, people)


@pytest.mark.deep
@schema.parametrize()
@FUZZED(max_examples=60)
def test_whatever_is_sent_for_long(case: schemathesis.Case[Any], stack: RunningStack, people: People) -> None:
    is_answered_as_described(case, stack, people)


def is_answered_as_described(case: schemathesis.Case[Any], stack: RunningStack, people: People) -> None:
    caller = who_may(case)
    if crc32(repr((case.body, case.path_parameters)).encode()) % 2:
        case.path_parameters = {name: IDS[name].own(people, caller) for name in case.path_parameters or {}}
    headers = vouched(stack, somebodys_address()) | dict(people.headers(caller))

    response = case.call(base_url=stack.api, headers=headers)

    case.validate_response(response, checks=CHECKS)
    if response.status_code >= 400:
        said = " ".join(texts(without_codes(response.json())))
        echoed = [text for text in sent_by(case) if text in said]
        assert not echoed, f"{response.status_code} repeats {echoed}: {response.text}"


def test_every_operation_is_in_the_description_that_is_sent() -> None:
    operations = {(path, method) for path, methods in described()["paths"].items() for method in methods}
    fuzzed = {(path, method) for path in schema for method in schema[path]}
    assert fuzzed == operations


def test_whatever_the_description_refers_to_is_in_it() -> None:
    for reference in {found for found in texts(described()) if found.startswith("#/")}:
        part = described()
        for name in reference.removeprefix("#/").split("/"):
            assert name in part, f"{reference} leads nowhere"
            part = part[name]


def who_may(case: schemathesis.Case[Any]) -> str:
    access = described()["paths"][case.path][case.method.lower()]["x-access"]
    return next(caller for caller in ("resident", *CALLERS) if expected(access, caller).let_in)


def sent_by(case: schemathesis.Case[Any]) -> list[str]:
    """The texts that a caller made up: long enough to be told from our own words, and not among them."""
    sent = [*texts(case.body), *texts(dict(case.path_parameters or {})), *texts(dict(case.headers or {}))]
    return [text for text in sent if len(text) >= SHORTEST_ECHO and text not in KNOWN_WORDS]


def without_codes(value: Any) -> Any:
    """The names of what is wrong are ours: a text that was sent may be a piece of one by chance."""
    if isinstance(value, dict):
        return {name: without_codes(inner) for name, inner in value.items() if name not in {"code", "type"}}
    return [without_codes(inner) for inner in value] if isinstance(value, list) else value


def texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value; names of fields are ours or are left out by the API."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
