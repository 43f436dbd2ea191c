"""What was done is on record, its owner looks at it, and two nights seal it."""

from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor


def two_nights(visitor: Visitor) -> None:
    """The second night finds the seal of the first."""
    portal = visitor.portal
    assert isinstance(portal, InProcessPortal)
    portal.seals_its_days = True
    visitor.make_account()
    portal.settle()
    seen = visitor.ask("GET", "/v1/account/activity")
    assert seen.status == 200, seen.body
    assert seen.body["items"], "nothing is on record"
    for _ in range(2):
        portal.stack.clock.forward(days=1)
        portal.run_jobs()
