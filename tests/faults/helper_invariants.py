"""What must be so after any fault once somebody was helped twice, and both ended (C130 to C138)."""

from collections import Counter

from auth.store.helper_deadlines import PARTITION
from tests.faults.credential_invariants import told
from tests.faults.invariants import rows
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor


def left(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """Nobody helps anybody any more; each step is on record once with each side, and the person was told of it once."""
    accounts = rows(stack, "Accounts")
    assert [item for item in accounts if item["sk"].startswith("HELP") or item["pk"] == PARTITION] == []
    assert [item for item in accounts if "unpublished" in item] == []
    record = Counter(row["what"] for row in rows(stack, "Audit"))
    for what in ("helper_named", "helper_confirmed", "helping_begun", "helper_left", "helping_left"):
        assert record[what] == 2, what
    assert (record["request_by_helper"], record["request_for_someone"]) == (1, 1)
    [draft] = [item for item in rows(stack, "Requests") if item["sk"] == "REQUEST"]
    assert (draft["status"], "helper_id" in draft) == ("draft", True)
    for subject in ("Somebody can now fill in forms for you", "Your helper can no longer fill in forms for you"):
        assert 2 <= told(portal, visitor, subject) <= 2 + repeat_allowed, subject
    soon = "Your helper can soon no longer fill in forms for you"
    assert 1 <= told(portal, visitor, soon) <= 1 + repeat_allowed
    assert "Daughter" not in stack.lines.text()
