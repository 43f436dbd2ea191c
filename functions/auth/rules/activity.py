"""Rows of the audit trail as the account's owner reads them."""

from collections.abc import Callable, Mapping

from portal.audit_events import AuditEvent
from portal.clock import Instant, from_text
from portal.shapes import View


class Activity(View):
    """One thing that happened to the account. `what`: a stable code. `who`: `you`, `someone` (not signed in), or the
    name of a council team. `words`: what happened, in a sentence.
    """

    at: Instant
    what: str
    who: str
    words: str


def activity(row: Mapping[str, object], subject_of: Callable[[str], str | None]) -> Activity:
    """The row as the owner reads it; an officer is named by team only. `subject_of`: gives the subject of an email by
    the email's name (the text of the email is not stored).
    """
    what = AuditEvent[str(row["what"]).upper()]
    subject = subject_of(str(row["mail"])) if "mail" in row else None
    words = f"{what.words.removesuffix('.')}: “{subject}”." if subject else what.words
    return Activity(at=from_text(row["at"]), what=what.value, who=what.who, words=words)
