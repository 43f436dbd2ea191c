"""An officer's question, and when the applicant is asked again. Pure.

Rules: `docs/rules/permits.md`, P45 and, for a change of a permit, P53.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from permits.model import Permit, Status
from permits.model_changes import Change, ChangeStatus

REPEATED_AFTER = timedelta(days=7)
GIVEN_UP_AFTER = timedelta(days=28)
"""So long after a question an officer decides without its answer."""


def since_last_question(permit: Permit) -> Sequence[str]:
    """What has happened since the applicant was last asked; nothing if they never were."""
    happened = [entry.what for entry in permit.timeline]
    if "information_asked" not in happened:
        return []
    return happened[len(happened) - happened[::-1].index("information_asked") :]


def chase_at(permit: Permit) -> datetime | None:
    """When the open question is to be repeated, or given up. None if no question is open, or that has been done.

    An application that waits for its payment is not chased: it lapses, or is paid and then waits for the answer again.
    """
    if permit.asked_at is None or permit.status is not Status.INFORMATION_NEEDED:
        return None
    chased = since_last_question(permit)
    if "no_answer" in chased:
        return None
    return permit.asked_at + (GIVEN_UP_AFTER if "question_repeated" in chased else REPEATED_AFTER)


def change_chase_at(change: Change) -> datetime | None:
    """When the open question about a change is to be repeated. None if no question is open, or that has been done.

    It is not given up for an officer: a change without its answer ends by itself.
    """
    if change.asked_at is None or change.repeated or change.status is not ChangeStatus.INFORMATION_NEEDED:
        return None
    return change.asked_at + REPEATED_AFTER
