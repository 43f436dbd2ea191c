"""A permit's renewal follows the permit's changes of vehicle and property. Pure.

Rules: `docs/rules/permits.md`, P58, P73.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from permits.model import Permit, Status
from permits.model_changes import ChangeStatus
from permits.rules.changes import NOT_ACTIVE, as_approved
from permits.rules.reservations import when_valid, while_undecided
from permits.rules.transitions import Following, Reserved, Transition
from portal.problems import Refusal


def followed(decided: Transition, before: Permit, renewal: Permit | None, now: datetime) -> Transition | Refusal:
    """The decision about a change, applied to the permit's newest renewal too, if there is one.

    A vehicle or property to which the renewal itself was changed stays. A lapsed renewal is changed too, because a late
    payment revives it. A Refusal if the permit has ended and no renewal is changed: the decision would have no effect.
    """
    change = decided.permit.change(decided.change_id) if decided.change_id else None
    approved = change is not None and change.status is ChangeStatus.APPROVED
    after = as_approved(before, change) if change is not None and approved else decided.permit
    follows = following(before, after, renewal, now)
    if follows is not None:
        return replace(decided, following=follows)
    return NOT_ACTIVE if approved and decided.reservation is Reserved.AS_BEFORE else decided


def following(before: Permit, after: Permit, renewal: Permit | None, now: datetime) -> Following | None:
    """The renewal with the vehicle or property that the permit changed to. None if there is no renewal, it has ended
    other than by lapsing, or it differs from the permit already.
    """
    if renewal is None or not (renewal.status.undecided or renewal.status.live or renewal.status is Status.LAPSED):
        return None
    facts: dict[str, Any] = {}
    if after.vrm != before.vrm and renewal.vrm == before.vrm:
        facts["vrm"] = after.vrm
    if after.product.property != before.product.property and renewal.product.property == before.product.property:
        facts["product"] = renewal.product.model_copy(update={"property": after.product.property})
    if not facts:
        return None
    kind = "vehicle" if "vrm" in facts else "address"
    noted = Transition(renewal.model_copy(update=facts)).noted(now, f"{kind}_change_approved").permit
    reserved = None
    if renewal.status is not Status.LAPSED:
        reserved = when_valid(noted) if renewal.status.live else while_undecided(noted)
    return Following(renewal, noted, reserved)
