"""Answers for the pages of any form, derived from the form's description (`GET /v1/forms/{form_id}`)."""

from collections.abc import Iterable, Mapping
from typing import Any

FUTURE, PAST = "2099-12-31", "2020-01-31"
FORMATS = {"nino": "AB123456C"}
ADDRESS = {"lines": ["12 Invented Row"], "town": "Loughborough", "postcode": "LE11 3ED"}


def page_answers(page: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Answers for a page. `wanted`: answers by field or repeat; every other field gets the first value that its
    description allows.
    """
    if page["repeat"]:
        return {page["repeat"]["name"]: wanted.get(page["repeat"]["name"], [])}
    return _fields(page["fields"], wanted)


def _fields(fields: Iterable[Mapping[str, Any]], wanted: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields:
        if field["type"] == "content" or (field["optional"] and field["name"] not in wanted):
            continue
        answer = found[field["name"]] = wanted.get(field["name"], _first(field))
        chosen = answer if isinstance(answer, list) else [answer]
        for option in field["options"]:
            if option["value"] in chosen:
                found |= _fields(option["reveal"], wanted)
    return found


def _first(field: Mapping[str, Any]) -> Any:
    """A default answer. Of checkboxes it is the last one, which says that none applies."""
    if field["type"] == "checkboxes":
        return [field["options"][-1]["value"]]
    if field["options"]:
        return field["options"][0]["value"]
    simple = {"yes_no": True, "declaration": True, "phone": "0116 305 0001", "file": "cannot_upload"}
    if field["format"] in FORMATS:
        return FORMATS[field["format"]]
    more = {
        "number": field["min"] or 0,
        "money": field["min"] or 0,
        "date": FUTURE if field["future"] else PAST,
        "month": PAST[:7],
    }
    words = {"email": "ann@example.org", "address": ADDRESS}
    return (simple | more | words).get(field["type"], "What we wrote")
