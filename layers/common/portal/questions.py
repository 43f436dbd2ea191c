"""An officer's question: when it is repeated, when it is given up, and how many there may be. Pure.

Rules: `docs/rules/permits.md`, P45; `docs/rules/care.md`, C68.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

MOST_QUESTIONS = 15
"""About one permit or request: a question and its answer have up to 2,000 characters each, which are 16 kB at most, and
a DynamoDB item 400 kB. A request, which has long answers and changes too, also counts bytes (`care.rules.room`).
"""

REPEATED_AFTER = timedelta(days=7)
GIVEN_UP_AFTER = timedelta(days=28)
"""How long after a question an officer goes on without an answer."""


def since_last_question(happened: Sequence[str]) -> Sequence[str]:
    """The events after the last question; empty if nothing was asked. `happened`: names of events, the oldest first."""
    if "information_asked" not in happened:
        return []
    return happened[len(happened) - happened[::-1].index("information_asked") :]


def chase_at(asked_at: datetime, happened: Sequence[str]) -> datetime | None:
    """When an open question is to be repeated or given up; None once it has been given up."""
    since = since_last_question(happened)
    if "no_answer" in since:
        return None
    return asked_at + (GIVEN_UP_AFTER if "question_repeated" in since else REPEATED_AFTER)


def chased(
    asked_at: datetime, happened: Sequence[str], now: datetime
) -> Literal["question_repeated", "no_answer"] | None:
    """What is to happen with an open question now; None if nothing is due.

    If the job did not run for days and a question is already to be given up, it is not repeated first.
    """
    due_at = chase_at(asked_at, happened)
    if due_at is None or now < due_at:
        return None
    return "no_answer" if now >= asked_at + GIVEN_UP_AFTER else "question_repeated"
