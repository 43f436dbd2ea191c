"""Rows of the audit trail as the account's owner reads them."""

from collections.abc import Callable, Mapping

from portal.audit_events import AuditEvent
from portal.clock import Instant, from_text
from portal.shapes import View


class Activity(View):
    """`what`: a stable code. `who`: `you`, `someone` (who was not signed in), or a team of the council's by its name.

    `words`: what happened, in a sentence.
    """

    at: Instant
    what: str
    who: str
    words: str


def activity(row: Mapping[str, object], subject_of: Callable[[str], str | None]) -> Activity:
    """An officer appears as their team only. `subject_of`: a mail's subject by its name; what it said is not stored."""
    what = AuditEvent[str(row["what"]).upper()]
    subject = subject_of(str(row["mail"])) if "mail" in row else None
    words = f"{what.words.removesuffix('.')}: “{subject}”." if subject else what.words
    return Activity(at=from_text(row["at"]), what=what.value, who=what.who, words=words)
