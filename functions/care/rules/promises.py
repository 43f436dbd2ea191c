"""Papers that were promised with a financial assessment, and reminders if they do not come, two at most. Pure.

Rules: `docs/rules/care-forms.md`, F17 and F18; ADR 0075.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from care.model import CareRequest
from care.rules.papers import Paper
from portal.document import UPLOADED, DocumentState, FileState
from portal.london import LONDON, day_in_words
from portal.shapes import Frozen

REMINDED_AFTER = timedelta(days=14)
"""How long after the submission the first reminder comes, and each further step after the one before."""
MOST_REMINDERS = 2


class Promise(Frozen):
    """The papers of one kind that were promised. `what`: what each proves, in the form's words. `who` sends them, and
    `by` which day. `came`: ids of the files of this kind that came since the request was sent. `shown`: how many of
    the papers these files show, if they say for which lines they were sent.
    """

    kind: str
    what: tuple[str, ...]
    who: str
    by: date
    came: tuple[str, ...] = ()
    shown: int | None = None

    @property
    def arrived(self) -> int:
        """How many of the papers came. A file that names no line counts for one paper."""
        return len(self.came) if self.shown is None else self.shown

    @property
    def open(self) -> bool:
        """Whether fewer papers came than were promised."""
        return self.arrived < len(self.what)


def promises(named: Sequence[Paper], states: Iterable[DocumentState], sent_at: datetime) -> tuple[Promise, ...]:
    """The promises, one for each kind of paper, in the form's order. `states`: those of the request's files; a file
    that was refused, or did not arrive, does not count as come. A paper whose file was sent with the form, for its
    line, is not promised.
    """
    files = [(state.kind, file) for state in states for file in state.files if file.status in UPLOADED]
    came = [(kind, file) for kind, file in files if file.added_at > sent_at]
    with_form = {line for _, file in files if file.added_at <= sent_at for line in file.lines}
    still = [paper for paper in named if paper.who is not None and paper.line not in with_form]
    lines = {paper.line for paper in still}
    found: dict[str, Promise] = {}
    for paper in still:
        if paper.who is None or paper.by is None:
            continue
        arrived = [file for kind, file in came if kind == paper.kind]
        ids = tuple(file.document_id for file in arrived)
        before = found.get(paper.kind)
        what = (*(before.what if before else ()), paper.what)
        found[paper.kind] = Promise(
            kind=paper.kind, what=what, who=paper.who, by=paper.by, came=ids, shown=_shown(arrived, lines)
        )
    return tuple(found.values())


def _shown(arrived: Sequence[FileState], lines: Collection[str | None]) -> int | None:
    """How many of these lines the files show; None if no file says for which it was sent."""
    if not any(file.lines for file in arrived):
        return None
    named = {line for file in arrived for line in file.lines} & set(lines)
    return len(named) + sum(not file.lines for file in arrived)


def first_reminder_at(promised: Iterable[Promise], sent_at: datetime) -> datetime | None:
    """When the first reminder is due: two weeks after the submission, but not before the end of the first day that was
    promised. None if no promise is open.
    """
    days = [one.by for one in promised if one.open]
    if not days:
        return None
    over = datetime.combine(min(days), time.max, LONDON).astimezone(UTC)
    return max(sent_at + REMINDED_AFTER, over)


def papers_due_at(request: CareRequest) -> datetime | None:
    """When the request's promised papers are looked for next; None if nobody waits for them any more: the request has
    ended (also if a review reopened it), the person has died or moved away, or the account is closed.
    """
    over = not request.status.waits or request.review is not None or request.kept_until is not None
    gone = any(one.what in {"death_reported", "move_reported"} for one in request.timeline)
    return None if over or gone else request.papers_due_at


def papers_chased(read: CareRequest, promised: Sequence[Promise], now: datetime) -> CareRequest | None:
    """The request after its promised papers were looked for; None if that is not due.

    Its sender is reminded of open promises; after the second reminder it is noted that the papers have not come. If all
    came, nothing is due any more. If the job did not run for days there is one reminder, and two weeks to the next
    step.
    """
    due, sent_at = papers_due_at(read), read.submitted_at
    if due is None or sent_at is None or now < due:
        return None
    still = [one for one in promised if one.open]
    first = first_reminder_at(still, sent_at)
    if first is None or now < first:
        return read.model_copy(update={"papers_due_at": first})
    reminded = sum(one.what == "papers_reminded" for one in read.timeline)
    over = reminded >= MOST_REMINDERS
    after = read.model_copy(update={"papers_due_at": None if over else now + REMINDED_AFTER})
    return after.noted("papers_not_sent" if over else "papers_reminded", now, _in_words(still))


def _in_words(still: Iterable[Promise]) -> str:
    return "; ".join(f"{', '.join(one.what)}: {one.who}, by {day_in_words(one.by)}" for one in still)
