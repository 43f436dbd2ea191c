"""Closing an account depends on the statuses of permits: whoever renames or adds one decides what it means there."""

from auth.rules.obligations import LIVE_PERMITS, UNDECIDED_PERMITS
from permits.model import Status

BLOCK_NOTHING = {
    Status.EXPIRED,
    Status.CANCELLED,
    Status.REPLACED,
    Status.REJECTED,
    Status.LAPSED,
    Status.WITHDRAWN,
}


def test_every_status_of_a_permit_either_keeps_an_account_open_or_not() -> None:
    assert set(Status) == UNDECIDED_PERMITS | LIVE_PERMITS | BLOCK_NOTHING
    assert not (UNDECIDED_PERMITS | LIVE_PERMITS) & BLOCK_NOTHING
