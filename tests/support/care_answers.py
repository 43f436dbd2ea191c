"""Ordinary answers to the care forms, derived from the form's description: of a person who can do most things."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from local.demo.answers import page_answers
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
"""Answers by field or repeat. Every other field is answered with the first value that its description allows."""


def ordinary(page: Mapping[str, Any], **chosen: Any) -> dict[str, Any]:
    """Answers to a page of `GET /v1/forms/{form_id}`. `chosen`: answers by field that replace the ordinary ones."""
    return page_answers(page, {**SHORT, **chosen})


def all_answers(form: Form, given: Given, **chosen: Any) -> dict[str, Any]:
    """Answers to all pages on the path, up to its end or an exit."""
    answers: dict[str, Any] = {}
    ids = (f"X{number}" for number in count(1))
    while (page := replay(form, answers, given).next_page) is not None and not page.exit:
        sent = ordinary(page.model_dump(mode="json"), **chosen)
        kept = saved(form, answers, page.path, sent, given, ids.__next__)
        assert kept is not None
        assert not kept.errors, (page.path, kept.errors)
        answers = dict(kept.answers)
    return answers
