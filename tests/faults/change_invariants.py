"""What must be so of a permit that was changed, or was not, after any fault."""

from collections.abc import Callable, Sequence

from tests.faults.invariants import nothing_is_unpublished, rows
from tests.faults.permit_invariants import (
    OUTBOXES,
    nothing_personal_in_the_log,
    places_and_covers_are_those_of_live_permits,
    told_once,
)
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.pay import held_at_pay, kept_at_pay
from tests.support.visitor import Visitor


def hold(statuses: Sequence[str], *, kept: int, now: str, freed: str) -> Callable[..., None]:
    """Invariants of a live permit whose changes ended so, oldest first. `kept`: pence, of the permit and its changes.
    `now`, `freed`: the vehicle that is covered, and the one that is not.
    """

    def holds(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
        items = [item for item in rows(stack, "Permits") if item["pk"].startswith("PERMIT#")]
        permits = [item for item in items if item["sk"] == "PERMIT"]
        [permit] = [item for item in permits if "renews" not in item]
        assert {item["vrm"] for item in permits} == {now}
        assert (permit["status"], permit["vrm"]) == ("active", now)
        assert [change["status"] for change in permit["changes"]] == statuses
        assert [item["sk"] for item in items if "queue" in item] == []  # no case waits for an officer
        assert (kept_at_pay(stack.pay), held_at_pay(stack.pay)) == (kept, [])  # I1, I2
        assert kept == sum(item["price_pence"] for item in permits) + sum(
            change["price_pence"] for change in permit["changes"] if change["money"] == "taken"
        )
        places_and_covers_are_those_of_live_permits(stack, permits)  # I13
        vehicles = [item for item in rows(stack, "Permits") if item["pk"].startswith("VEHICLE#")]
        covered = {item["pk"].rpartition("#")[2] for item in vehicles if item["reserved"]}
        assert covered & {now, freed} == {now}
        nothing_is_unpublished(stack, *OUTBOXES)
        nothing_personal_in_the_log(stack, visitor)
        told_once(stack, portal, visitor, repeat_allowed=repeat_allowed)

    return holds
