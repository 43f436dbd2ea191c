"""When an open question to the applicant or holder is repeated. Pure.

Rules: `docs/rules/permits.md`, P45 and, for a change of a permit, P53.
"""

from collections.abc import Sequence
from datetime import datetime

from permits.model import Permit, Status
from permits.model_changes import Change, ChangeStatus
from portal import questions
from portal.questions import REPEATED_AFTER


def since_last_question(permit: Permit) -> Sequence[str]:
    """The timeline's events since the last question to the applicant; empty if there was no question."""
    return questions.since_last_question(happened(permit))


def happened(permit: Permit) -> Sequence[str]:
    """The timeline's events, oldest first."""
    return [entry.what for entry in permit.timeline]


def chase_at(permit: Permit) -> datetime | None:
    """When the open question is to be repeated, or given up. None if no question is open, or both have been done.

    An application that waits for its payment is not chased: it lapses, or is paid and then waits for the answer again.
    """
    if permit.asked_at is None or permit.status is not Status.INFORMATION_NEEDED:
        return None
    return questions.chase_at(permit.asked_at, happened(permit))


def change_chase_at(change: Change) -> datetime | None:
    """When the open question about a change is to be repeated. None if no question is open, or it has been repeated.

    It is never given up for an officer to decide: a change without its answer lapses.
    """
    if change.asked_at is None or change.repeated or change.status is not ChangeStatus.INFORMATION_NEEDED:
        return None
    return change.asked_at + REPEATED_AFTER
