"""What the sender of a request tells the council unasked: something has changed, or the person has moved away. Pure.

Rules: `docs/rules/care.md`, C142 and C143; ADR 0078. The answers that were sent stay as they are.
"""

from datetime import datetime

from care.model import CareRequest, RequestStatus
from care.rules.concerns import is_concern
from care.rules.fees import nothing_owed, owes_fee
from care.rules.outcomes import MOVED_AWAY
from care.rules.room import room_for
from portal.problems import Refusal

MOST_CHANGES = 15
"""How often the sender of a request may write unasked."""

NOT_HERE = Refusal("decided_already", "This cannot be told here. Please call us to tell us what has changed.")


def change_reported(read: CareRequest, text: str, now: datetime) -> CareRequest | Refusal:
    """The request after its sender wrote that something has changed, which officers then see as unread. Refused for
    what has ended, after `MOST_CHANGES`, and if no more can be kept.
    """
    if not read.status.waits:
        return NOT_HERE
    if sum(one.what == "change_reported" for one in read.timeline) >= MOST_CHANGES:
        words = f"You have written to us {MOST_CHANGES} times about this, which is the most. Please call us instead."
        return Refusal("too_many_messages", words)
    if not room_for(read, text):
        words = "You have written so much to us about this that we can keep no more here. Please call us instead."
        return Refusal("too_many_messages", words)
    return _unread(read, now).noted("change_reported", now, text)


def move_reported(read: CareRequest, text: str, now: datetime) -> CareRequest | Refusal:
    """The request after its sender reported that the person has moved out of the county: no question is open any more,
    and an officer looks at it. If only its fee was still open, it is closed instead. `text`: where the person lives
    now.
    """
    if owes_fee(read):
        return nothing_owed(read, MOVED_AWAY).noted("move_reported", now, text)
    if not read.status.waits or is_concern(read) or has_moved(read):
        return NOT_HERE
    seen = {"status": RequestStatus.IN_REVIEW, "asked_at": None, "assessor_until": None}
    return _unread(read, now).model_copy(update=seen).noted("move_reported", now, text)


def has_moved(read: CareRequest) -> bool:
    """Whether the person has moved away, as the sender reported."""
    return any(one.what == "move_reported" for one in read.timeline)


def _unread(read: CareRequest, now: datetime) -> CareRequest:
    return read.model_copy(update={"unread_since": read.unread_since or now})
