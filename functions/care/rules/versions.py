"""Retired versions of forms, which nobody fills in any more (`docs/rules/care.md`, C105)."""

import json
from functools import cache
from pathlib import Path

from care.model import CareRequest, RequestStatus
from care.rules.forms import newest_forms

RETIRED = Path(__file__).parent.parent / "data" / "retired_forms.json"


@cache
def retired() -> dict[str, list[int]]:
    """The retired versions, by the form's id."""
    read: dict[str, list[int]] = json.loads(RETIRED.read_bytes())["retired"]
    return read


def carried_over(read: CareRequest) -> CareRequest:
    """The request. A draft of a retired version becomes one of the newest version, with all its answers."""
    if read.status is not RequestStatus.DRAFT or read.form_version not in retired().get(read.form_id, ()):
        return read
    newest = next(form.version for form in newest_forms() if form.id == read.form_id)
    return read.model_copy(update={"form_version": newest})
