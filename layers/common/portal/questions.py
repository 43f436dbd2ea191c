"""A question of an officer: when it is repeated, when it is given up, and how many there may be. Pure.

Rules: `docs/rules/permits.md`, P45; `docs/rules/care.md`, C68.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

MOST_QUESTIONS = 15
"""About one thing: question and answer are up to 2,000 characters each, and an item of DynamoDB 400 kB."""

REPEATED_AFTER = timedelta(days=7)
GIVEN_UP_AFTER = timedelta(days=28)
"""So long after a question an officer goes on without its answer."""


def since_last_question(happened: Sequence[str]) -> Sequence[str]:
    """What has happened since somebody was last asked; nothing if they never were. `happened`: the oldest first."""
    if "information_asked" not in happened:
        return []
    return happened[len(happened) - happened[::-1].index("information_asked") :]


def chase_at(asked_at: datetime, happened: Sequence[str]) -> datetime | None:
    """When an open question is to be repeated, or given up. None if that has been done."""
    since = since_last_question(happened)
    if "no_answer" in since:
        return None
    return asked_at + (GIVEN_UP_AFTER if "question_repeated" in since else REPEATED_AFTER)


def chased(
    asked_at: datetime, happened: Sequence[str], now: datetime
) -> Literal["question_repeated", "no_answer"] | None:
    """What becomes of an open question now; None if nothing is due.

    After days without the job a question that is to be given up is not repeated before.
    """
    due_at = chase_at(asked_at, happened)
    if due_at is None or now < due_at:
        return None
    return "no_answer" if now >= asked_at + GIVEN_UP_AFTER else "question_repeated"
