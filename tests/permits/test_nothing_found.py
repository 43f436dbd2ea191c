"""What is not there is an empty answer: every list and every search, on a portal with one account."""

import json
from pathlib import Path

import pytest

from tests.support.in_process import InProcessPortal, staff_token
from tests.support.visitor import Answer, Visitor

PATHS = json.loads(Path("docs/openapi.json").read_text())["paths"]
LISTS = sorted(path for path, methods in PATHS.items() if "get" in methods and "{" not in path)
SEARCHES: dict[str, list[dict[str, str]]] = {
    "/v1/address-searches": [
        {"postcode": "LE11 9ZZ"},
        {"postcode": "SW1A 1AA"},
        {"postcode": "LE11 3ED", "house": "99"},
    ],
    "/v1/permit-properties": [{"postcode": "LE11 9ZZ", "house": "1"}, {"postcode": "LE11 3ED", "house": "99"}],
    "/v1/officer/permit-searches": [{"vrm": "ZZ99 ZZZ"}, {"email": "nobody@example.org"}, {"postcode": "SW1A 1AA"}],
    "/v1/officer/request-searches": [{"email": "nobody@example.org"}, {"reference": "ABCD2345"}],
    "/v1/officer/account-searches": [{"email": "nobody@example.org"}, {"postcode": "LE11 9ZZ"}],
    "/v1/officer/vehicle-checks": [{"vrm": "ZZ99 ZZZ", "zone": "Z3"}],
}
GROUPS = ("permits", "payments", "enforcement", "care")
NEEDED = {"/v1/officer/colleagues": "?team={group}"}
"""What a list must be asked with."""


def test_every_search_is_here() -> None:
    ends = ("-searches", "-properties", "-checks")
    assert {path for path, methods in PATHS.items() if "post" in methods and path.endswith(ends)} == set(SEARCHES)


@pytest.mark.parametrize("path", SEARCHES)
def test_a_search_without_a_match(portal: InProcessPortal, path: str) -> None:
    for body in SEARCHES[path]:
        found = _allowed([portal.call("POST", path, body, token=token) for token in _tokens(path)])
        assert {answer.status for answer in found} == {200}, body
        assert not any(answer.body.get(name) for answer in found for name in ("items", "valid", "near")), body


def test_what_every_list_is_asked_with() -> None:
    lists = {path: PATHS[path]["get"].get("parameters", []) for path in LISTS}
    assert {path for path, fields in lists.items() if any(field["required"] for field in fields)} == set(NEEDED)


def test_every_list_before_there_is_anything(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    visitor.make_account()
    for path in LISTS:
        if path.startswith("/v1/officer/"):
            asked = NEEDED.get(path, "")
            answers = [
                portal.call("GET", path + asked.format(group=group), token=staff_token(group)) for group in GROUPS
            ]
        else:
            answers = [visitor.ask("GET", path)]
        assert {answer.status for answer in _allowed(answers)} == {200}, path


def _tokens(path: str) -> list[str | None]:
    """Of each team, where only some may ask."""
    return [staff_token(group) for group in GROUPS] if path.startswith("/v1/officer/") else [None]


def _allowed(answers: list[Answer]) -> list[Answer]:
    return [answer for answer in answers if answer.status != 403]
