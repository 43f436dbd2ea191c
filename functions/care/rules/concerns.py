"""The particular rules of safeguarding concerns: who hears of one, and by when it must be decided. Pure.

Rules: `docs/rules/safeguarding.md`.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from unicodedata import combining, normalize

from care.model import CareRequest, RequestHead
from portal.concern_deadline import decided_by
from portal.forms.definition import Form
from portal.problems import FieldError
from portal.shapes import Frozen

CONCERN = "safeguarding-concern"
UNSENT_AFTER = timedelta(days=1)
"""How long after a draft of a form for professionals was last saved its owner is told that it was not sent (S13)."""


class SecondContact(Frozen):
    """Whom to call when the reporter cannot be reached."""

    name: str
    job: str
    phone: str


def is_concern(request: RequestHead) -> bool:
    return request.form_id == CONCERN


def unsent_at(form: Form, now: datetime) -> datetime | None:
    """When the owner of a draft of this form that is saved now is told that it was not sent; None if they are not told.

    They are told for every form for professionals: a message that only reporters of concerns get would show what it is
    about.
    """
    return now + UNSENT_AFTER if form.professionals_only else None


def on_record_of(request: RequestHead) -> str | None:
    """The account in whose activity officers' work on the request is shown; None for a concern, which is shown in
    nobody's (S4).
    """
    return None if is_concern(request) else request.account_id


def decide_by(request: RequestHead) -> datetime | None:
    """By when the concern must be decided; None if the request is no concern, or has ended."""
    if not is_concern(request) or request.submitted_at is None or not request.status.waits:
        return None
    return decided_by(request.submitted_at)


def overdue(request: RequestHead, now: datetime) -> bool:
    until = decide_by(request)
    return until is not None and until <= now


def team_told_at(request: CareRequest) -> datetime | None:
    """When the team is told that the concern was not decided in time; None if it is no concern, has ended, or the team
    was told.
    """
    return None if request.overdue_told else decide_by(request)


def second_contact(answers: Mapping[str, Any]) -> SecondContact | None:
    """The second contact that the reporter named; None if they named nobody."""
    if answers.get("second_contact") != "yes":
        return None
    return SecondContact(name=answers["second_name"], job=answers["second_job"], phone=answers["second_phone"])


def names_somebody(request: RequestHead, answers: Mapping[str, Any], message: str) -> FieldError | None:
    """The error of a message to a reporter that names the person or a source of harm (S8); None if it names nobody."""
    if not is_concern(request):
        return None
    named = next((name for name in _names(answers) if _is_in(message, name)), None)
    if named is None:
        return None
    return FieldError("message", "names_somebody", f"Leave out “{named}”: what the reporter reads names nobody.")


def _is_in(message: str, name: str) -> bool:
    """Whether the message contains the name, with or without accents, beginning with a capital letter (`OTTOLINE`,
    `Zoe` for `Zoë`), or exactly as it was typed. Other spellings in small letters do not count, so that a name that is
    an ordinary word stops few messages.
    """
    words = _bare(message)
    found = re.finditer(rf"\b{re.escape(_bare(name))}\b", words, re.IGNORECASE)
    return any(one[0] == _bare(name) or one[0][0].isupper() for one in found)


def _bare(text: str) -> str:
    """The text without accents, each white space as one space."""
    return " ".join("".join(sign for sign in normalize("NFKD", text) if not combining(sign)).split())


def _names(answers: Mapping[str, Any]) -> Iterator[str]:
    """The names that a message must not contain: each word of a person's name, and the whole name of an organisation.
    Words of two letters, and those of "not known", do not count in a person's name.
    """
    for field in ("first_name", "last_name", "known_as"):
        yield from _words(answers.get(field, ""))
    for source in answers.get("sources", ()):
        whole = source.get("source_name", "")
        yield from [whole] if source.get("source_relationship") == "organisation" else _words(whole)


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]{3,}", name) if word.casefold() not in {"not", "known", "unknown"}]
