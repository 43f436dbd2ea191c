"""What a permit's holder is offered: no more than what the operations would do. Pure."""

from datetime import datetime

from permits.model import Can, Permit, Status
from permits.rules.changes import may_change
from permits.rules.last_days import may_renew
from permits.rules.renewing_itself import switched
from permits.rules.transitions import Transition


def can(permit: Permit, now: datetime, *, documents_missing: bool) -> list[Can]:
    """What the holder may do now, in the words of `PermitView.can`."""
    undecided = permit.status.undecided
    words: dict[Can, bool] = {
        "pay": permit.status is Status.AWAITING_PAYMENT and not documents_missing,
        "add_documents": undecided and bool(permit.documents),
        "reply": undecided and permit.asked_at is not None,
        "withdraw": undecided,
        "apply_again": permit.status.unsuccessful,
        "renew": not permit.renewed and may_renew(permit, now) is None,
        "cancel": permit.status is Status.ACTIVE,
        "change": may_change(permit, now) is None,
        "auto_renew": isinstance(switched(permit, now, on=True), Transition),
        "stop_auto_renew": isinstance(switched(permit, now, on=False), Transition),
    }
    return [word for word, allowed in words.items() if allowed]


def waits_for_renewal(permit: Permit, now: datetime) -> bool:
    """Whether the holder can renew the permit now, and has to do so themselves."""
    return not permit.renewed and not permit.auto_renew and may_renew(permit, now) is None
