"""Versions of forms that are asked no more (`docs/rules/care.md`, C105)."""

import json
from functools import cache
from pathlib import Path

from care.model import CareRequest, RequestStatus
from care.rules.forms import newest_forms

RETIRED = Path(__file__).parent.parent / "data" / "retired_forms.json"


@cache
def retired() -> dict[str, list[int]]:
    """Versions that are asked no more, by form."""
    read: dict[str, list[int]] = json.loads(RETIRED.read_bytes())["retired"]
    return read


def carried_over(read: CareRequest) -> CareRequest:
    """A draft of a retired version as one of the newest, with all its answers; everything else as it is."""
    if read.status is not RequestStatus.DRAFT or read.form_version not in retired().get(read.form_id, ()):
        return read
    newest = next(form.version for form in newest_forms() if form.id == read.form_id)
    return read.model_copy(update={"form_version": newest})
