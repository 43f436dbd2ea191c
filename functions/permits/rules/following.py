"""The renewal of a permit follows its changes: it is for the vehicle and the property that its permit has got. Pure.

Rules: `docs/rules/permits.md`, P58.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from permits.model import Permit, Status
from permits.rules.reservations import when_valid, while_undecided
from permits.rules.transitions import Following, Transition


def followed(change: Transition, before: Permit, renewal: Permit | None, now: datetime) -> Transition:
    """The approval of a change, with the renewal that was begun last, if there is one, for the same thing.

    What the renewal was changed to itself stays. One that has lapsed follows too, since a late payment revives it.
    """
    after = change.permit
    if renewal is None or not (renewal.status.undecided or renewal.status.live or renewal.status is Status.LAPSED):
        return change
    facts: dict[str, Any] = {}
    if after.vrm != before.vrm and renewal.vrm == before.vrm:
        facts["vrm"] = after.vrm
    if after.product.property != before.product.property and renewal.product.property == before.product.property:
        facts["product"] = renewal.product.model_copy(update={"property": after.product.property})
    if not facts:
        return change
    kind = "vehicle" if "vrm" in facts else "address"
    noted = Transition(renewal.model_copy(update=facts)).noted(now, f"{kind}_change_approved").permit
    reserved = None
    if renewal.status is not Status.LAPSED:
        reserved = when_valid(noted) if renewal.status.live else while_undecided(noted)
    return replace(change, following=Following(renewal, noted, reserved))
