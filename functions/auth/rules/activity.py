"""The audit trail in the words of the person whose account it is about."""

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


def told(row: Mapping[str, object], about: Callable[[str], str | None]) -> Activity:
    """Of an officer their team alone; of an e-mail what it was `about`, never what it said."""
    what = AuditEvent[str(row["what"]).upper()]
    subject = about(str(row["mail"])) if "mail" in row else None
    words = f"We sent you an e-mail: “{subject}”." if subject else what.words
    return Activity(at=from_text(row["at"]), what=what.value, who=what.who, words=words)
