"""Answers any form at random, knowing only its description from `GET /v1/forms/{form_id}`."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

type Definition = Mapping[str, Any]
type Save = Callable[[str, dict[str, Any]], str | None]
"""Saves the answers to a page (by its path). Returns the path of the next page; None if nothing is left to answer."""

FORMATS = {
    None: ["Some words", "Ünïcode Wörds’ – and dashes"],
    "name": ["Ann", "Bartholomew O’Neill"],
    "postcode": ["le11 3ed", "LE3 8RA"],
    "nino": ["ab 12 34 56 c"],
    "nhs_number": ["943 476 5919"],
    "vehicle": ["ab12 cde"],
    "badge_number": ["00kx4w"],
}
ADDRESSES: list[dict[str, Any]] = [
    {"lines": ["1 High Street"], "town": "Loughborough", "postcode": "le11 3ed"},
    {"lines": ["Flat 2", "The Mill"], "town": "Melton", "postcode": "LE13 1AA", "uprn": "0990000000001"},
    {"none": True, "where": "In a friend's van", "contact_via": "The day centre in Coalville"},
]
BIRTHS = [
    "1939-02-28",
    "1960-05-05",
    "1984-12-31",
    "2000-02-29",
    "2008-04-04",
    "2009-03-03",
    "2012-05-05",
    "2014-09-09",
    "2025-05-05",
]


def walk(form: Definition, first: str, save: Save, random: Random) -> list[str]:
    """Answer the form from page `first`. Returns the paths in the order answered; the last is an exit if one was
    reached.

    Raises: AssertionError if the form does not end.
    """
    pages = {page["path"]: page for section in form["sections"] for page in section["pages"]}
    went: list[str] = []
    path: str | None = first
    while path is not None:
        assert len(went) <= len(pages), f"no end: {went}"
        went.append(path)
        if pages[path]["exit"]:
            break
        path = save(path, page_answers(pages[path], random))
    return went


def page_answers(page: Definition, random: Random) -> dict[str, Any]:
    """Random answers to all questions of the page, even those whose condition does not hold, which do not count."""
    repeat = page["repeat"]
    if repeat is None:
        return fields_answers(page["fields"], random)
    count = random.randint(repeat["min"], min(repeat["max"], repeat["min"] + 2))
    return {repeat["name"]: [fields_answers(page["fields"], random) for _ in range(count)]}


def fields_answers(fields: list[Definition], random: Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields:
        if field["type"] == "content" or (field["optional"] and random.random() < 0.5):
            continue
        answer = found[field["name"]] = an_answer(field, random)
        chosen = answer if isinstance(answer, list) else [answer]
        for option in field["options"]:
            if option["value"] in chosen:
                found |= fields_answers(option["reveal"], random)
    return found


def an_answer(field: Definition, random: Random) -> Any:
    """A random answer that the field's description allows."""
    kind = field["type"]
    if kind in ("radios", "select"):
        return random.choice(field["options"])["value"]
    if kind == "checkboxes":
        return _some_of(field["options"], random)
    if kind == "number":
        return random.randint(int(field["min"] or 0), int(field["max"] or 1000))
    if kind == "date":
        return "2099-12-31" if field["future"] else random.choice(BIRTHS)
    simple: dict[str, list[Any]] = {
        "text": FORMATS[field["format"]],
        "textarea": ["As much as\ncan be said."[: field["max"]]],
        "email": ["Ann@Example.org"],
        "phone": ["0116 305 0001", "+44 7700 900982"],
        "money": [0, 125_00],
        "month": ["2020-01"],
        "yes_no": [True, False],
        "address": ADDRESSES,
        "file": [["01JDQ4Z7V8M3T5N6P9R2S4W6XY"], *(["cannot_upload"] if field["skip"] else [])],
        "declaration": [True],
    }
    return random.choice(simple[kind])


def _some_of(options: list[Definition], random: Random) -> list[str]:
    alone = [option["value"] for option in options if option["exclusive"]]
    others = [option["value"] for option in options if not option["exclusive"]]
    if alone and random.random() < 0.4:
        return [random.choice(alone)]
    return random.sample(others, random.randint(1, min(3, len(others))))
