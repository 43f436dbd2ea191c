"""What must be so of permits and their money after any fault, once people have tried again and the jobs have run."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from portal.document import Document
from portal.evidence_removal import REMOVED
from tests.faults.invariants import nothing_is_unpublished, rows
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.pay import held_at_pay, kept_at_pay
from tests.support.visitor import Visitor

LIVE = {"awaiting_payment", "in_review", "information_needed", "approved", "active"}
DECIDED = {"permit_approved", "permit_rejected"}
OUTBOXES = ("Permits", "Payments", "Evidence")


def ends(*statuses: str, kept: int, never_queued: int = 0) -> Callable[..., None]:
    """Invariants of a journey whose permits end in these statuses, the council keeping `kept` pence.

    `never_queued`: how many were decided before their documents came, so before they waited in the queue.
    """

    def hold(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
        permits = all_permits(stack)
        assert Counter(permit["status"] for permit in permits) == Counter(statuses)
        money_agrees(stack, permits, kept)
        decisions_are_counted_once(stack, never_queued)
        places_and_covers_are_those_of_live_permits(stack, permits)
        nothing_is_unpublished(stack, *OUTBOXES)
        nothing_personal_in_the_log(stack, visitor)
        told_once(stack, portal, visitor, repeat_allowed=repeat_allowed)

    return hold


def removed(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """Each document has its file, each file its document, and each counts once."""
    items = rows(stack, "Evidence")
    listed = [Document.model_validate(item) for item in items if item["sk"].startswith("DOCUMENT#")]
    found = stack.aws.s3.list_objects_v2(Bucket=stack.settings.evidence_bucket)["Contents"]
    assert {one["Key"] for one in found} == {place for one in listed for place in (one.upload_key, one.kept_key)}
    assert [item["files"] for item in items if item["sk"] == "NEEDED"] == [len(listed)]
    assert [item for item in items if item["pk"] == REMOVED] == []
    nothing_is_unpublished(stack, *OUTBOXES)
    nothing_personal_in_the_log(stack, visitor)


def renewed(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """A permit that ran to its end and its renewal, which was cancelled: both are paid for once, and told of once."""
    permits = all_permits(stack)
    assert Counter(permit["status"] for permit in permits) == Counter(["expired", "cancelled"])
    assert (kept_at_pay(stack.pay), held_at_pay(stack.pay)) == (11000, [])
    [old] = [permit["permit_id"] for permit in permits if permit["status"] == "expired"]
    reserved = [item for item in rows(stack, "Permits") if item["pk"].startswith(("PROPERTY#", "VEHICLE#"))]
    assert [one["permit_id"] for item in reserved for one in item["reserved"]] == [old]  # its 14 days of grace
    nothing_is_unpublished(stack, *OUTBOXES)
    nothing_personal_in_the_log(stack, visitor)
    told_once(stack, portal, visitor, repeat_allowed=repeat_allowed)


def moved(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """A permit whose place another took, in another zone: both are paid for once, and the old one holds nothing."""
    permits = all_permits(stack)
    assert Counter(permit["status"] for permit in permits) == Counter(["replaced", "active"])
    assert (kept_at_pay(stack.pay), held_at_pay(stack.pay)) == (11000, [])
    places_and_covers_are_those_of_live_permits(stack, permits)
    nothing_is_unpublished(stack, *OUTBOXES)
    nothing_personal_in_the_log(stack, visitor)
    told_once(stack, portal, visitor, repeat_allowed=repeat_allowed)


def renewed_itself(*statuses: str, kept: int) -> Callable[..., None]:
    """Of a permit that renewed itself, or tried to: each period is paid for once, and its agreement is over."""

    def hold(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
        found = [item for item in rows(stack, "Permits") if item["pk"].startswith("PERMIT#") and item["sk"] == "PERMIT"]
        assert Counter(permit["status"] for permit in found) == Counter(statuses)
        money_agrees(stack, found, kept)
        agreements = stack.pay.machine.agreements.values()
        assert {one.status for one in agreements} <= {"cancelled", "created"}
        nothing_is_unpublished(stack, *OUTBOXES)
        nothing_personal_in_the_log(stack, visitor)
        told_once(stack, portal, visitor, repeat_allowed=repeat_allowed)

    return hold


def given_up(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """A live permit that was cancelled: its price is kept, and place and vehicle are free."""
    [permit] = all_permits(stack)
    assert (permit["status"], permit["money"]) == ("cancelled", "taken")
    assert (kept_at_pay(stack.pay), held_at_pay(stack.pay)) == (5500, [])
    places_and_covers_are_those_of_live_permits(stack, [permit])
    nothing_is_unpublished(stack, *OUTBOXES)
    nothing_personal_in_the_log(stack, visitor)
    told_once(stack, portal, visitor, repeat_allowed=repeat_allowed)


def all_permits(stack: MotoStack) -> list[dict[str, Any]]:
    return [item for item in rows(stack, "Permits") if item["pk"].startswith("PERMIT#") and item["sk"] == "PERMIT"]


def money_agrees(stack: MotoStack, permits: list[dict[str, Any]], kept: int) -> None:
    """I1, I2: what Pay has kept is the price of what is active, and nothing is held for what is over."""
    assert (kept_at_pay(stack.pay), held_at_pay(stack.pay)) == (kept, [])
    active = [permit for permit in permits if permit["status"] == "active"]
    assert all(permit["money"] == ("taken" if permit["price_pence"] else "none") for permit in active)
    assert kept == sum(permit["price_pence"] for permit in active)


def decisions_are_counted_once(stack: MotoStack, never_queued: int) -> None:
    """Each that an officer made on what waited in the queue, in the tally of its day."""
    decided = [row for row in rows(stack, "Audit") if row["what"] in DECIDED]
    tallies = [row for row in rows(stack, "Permits") if row["pk"].startswith("DECIDED#")]
    assert (
        sum(row[name] for row in tallies for name in row if name.startswith("waited_")) == len(decided) - never_queued
    )


def places_and_covers_are_those_of_live_permits(stack: MotoStack, permits: list[dict[str, Any]]) -> None:
    """I13: each live permit holds one place and one cover; what is over holds none."""
    live = sorted(permit["permit_id"] for permit in permits if permit["status"] in LIVE)
    for prefix in ("PROPERTY#", "VEHICLE#"):
        items = [item for item in rows(stack, "Permits") if item["pk"].startswith(prefix)]
        assert sorted(one["permit_id"] for item in items for one in item["reserved"]) == live
    unpaid = [item for item in rows(stack, "Permits") if item["sk"] == "UNPAID"]
    waiting = [permit["permit_id"] for permit in permits if "lapses_at" in permit]
    assert [permit_id for item in unpaid for permit_id in item["permit_ids"]] == waiting


def nothing_personal_in_the_log(stack: MotoStack, visitor: Visitor) -> None:
    """I11."""
    written = stack.lines.text()
    for secret in (visitor.email, "AB12CDE", "Market Place", "LE11", "another vehicle", "blue one"):
        assert secret not in written


def told_once(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """I14: one mail for each notice, and none is still waiting."""
    notices = [item for item in rows(stack, "Notifications") if item["pk"].startswith("NOTICE#")]
    sent = [notice for notice in notices if notice["status"] == "sent"]
    outdated = [notice["sk"] for notice in notices if notice["status"] == "outdated"]
    assert (len(sent) + len(outdated), set(outdated) - {"permit_applied"}) == (len(notices), set())
    mails = [mail for mail in portal.mails(visitor.email) if "code" not in mail.subject]
    assert len(sent) <= len(mails) <= len(sent) + repeat_allowed
