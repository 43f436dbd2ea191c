"""A care assessment as somebody fills it in who can do most things: ordinary answers by the form's own description."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.forms.definition import Form
from portal.forms.facts import Given
from portal.forms.replay import replay, saved

SHORT: Mapping[str, Any] = {
    "urgent": ["none_of_these"],
    "authority": "self",
    "first_name": "Ann",
    "last_name": "Smith",
    "birth_date": "1939-02-28",
    "address": {"lines": ["12 Invented Row"], "town": "Loughborough", "postcode": "LE11 3ED"},
    "safe_contact_channels": ["email"],
    "safe_contact_shared_device": False,
    "medicines": [],
    "carers": [],
    "injuries": [],
    "sources": [],
    "tasks": ["bath"],
    "cared_for": [{"cared_name": "Bo", "cared_who": "mother", "cared_why": ["illness"], "cared_at_home": True}],
    "walking_what": ["pain"],
    "aids": [],
    "treatments": [],
    "professionals": [],
}
"""By field or repeat. Whatever is not here is answered with the first thing that its description allows."""


def ordinary(page: Mapping[str, Any], **chosen: Any) -> dict[str, Any]:
    """Answers to a page of `GET /v1/forms/{form_id}`; `chosen` by field."""
    wanted = {**SHORT, **chosen}
    if page["repeat"]:
        return {page["repeat"]["name"]: wanted.get(page["repeat"]["name"], [])}
    return _fields(page["fields"], wanted)


def _fields(fields: Iterable[Mapping[str, Any]], wanted: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields:
        if field["type"] == "content" or _open(field, wanted):
            continue
        answer = found[field["name"]] = wanted.get(field["name"], _first(field))
        chosen = answer if isinstance(answer, list) else [answer]
        for option in field["options"]:
            if option["value"] in chosen:
                found |= _fields(option["reveal"], wanted)
    return found


def all_answers(form: Form, given: Given, **chosen: Any) -> dict[str, Any]:
    """Those of every page on the path, or until an exit."""
    answers: dict[str, Any] = {}
    while (page := replay(form, answers, given).next_page) is not None and not page.exit:
        kept = saved(form, answers, page.path, ordinary(page.model_dump(mode="json"), **chosen), given, lambda: "X")
        assert kept is not None
        assert not kept.errors, (page.path, kept.errors)
        answers = dict(kept.answers)
    return answers


def _open(field: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return bool(field["optional"]) and field["name"] not in wanted


def _first(field: Mapping[str, Any]) -> Any:
    if field["type"] == "checkboxes":
        return [field["options"][-1]["value"]]
    if field["options"]:
        return field["options"][0]["value"]
    simple = {"yes_no": True, "declaration": True, "phone": "0116 305 0001", "file": "cannot_upload"}
    more = {"number": field["min"] or 0, "date": "2099-12-31" if field["future"] else "2020-01-31", "month": "2020-01"}
    words = {"email": "ann@example.org", "address": SHORT["address"]}
    return (simple | more | words).get(field["type"], "What we wrote")
