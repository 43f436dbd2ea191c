"""The wording of changes of a live permit. Each text says that the permit stays as it is until the change is
approved.
"""

from web.api.permits import Change, Permit
from web.permits.words import StatusText

NOT_FINISHED = StatusText(
    "Not finished",
    "yellow",
    "Finish your change",
    "Your permit stays as it is. We keep the change for you for 24 hours from when you asked for it.",
)
_STATUS = {
    "in_review": StatusText(
        "Being checked", "blue", "Change received", "Your permit stays as it is until we approve the change."
    ),
    "information_needed": StatusText(
        "Answer needed",
        "orange",
        "We need an answer from you",
        "Your permit stays as it is. We cannot decide about the change before you have answered.",
    ),
    "approved": StatusText("Approved", "blue", "Your permit is changed", "It is for this alone since we approved it."),
    "rejected": StatusText("Rejected", "red", "We did not make this change", "Your permit stays as it was."),
    "withdrawn": StatusText("Withdrawn", "grey", "You withdrew this change", "Your permit stays as it was."),
    "lapsed": StatusText(
        "Ended",
        "grey",
        "This change has ended",
        "It was not paid or complete within 24 hours, we had no answer within 28 days, or the permit itself ended. "
        "Your permit was not changed.",
    ),
}


def status_text(change: Change) -> StatusText:
    """The change's status in words, for the permit's holder."""
    if change.status == "awaiting_payment" or (change.status == "in_review" and change.documents_wait):
        return NOT_FINISHED
    return _STATUS[change.status]


def wanted(change: Change) -> str:
    """The new registration or address."""
    return str(change.address) if change.address else change.vrm


def before(permit: Permit, change: Change) -> str:
    """The registration or address before the change."""
    return str(permit.address) if change.address else permit.vrm
