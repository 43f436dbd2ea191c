"""How an operation on several cases answers: each case is done, or not, by itself."""

from collections.abc import Iterable

from permits.model import PermitId
from portal.shapes import View

MOST_CASES = 50
"""A page of the queue."""


class BulkFailure(View):
    permit_id: PermitId
    code: str


class BulkResult(View):
    """Each case once, even if it was named twice."""

    done: list[PermitId]
    failed: list[BulkFailure]


def bulk_result(codes: Iterable[tuple[PermitId, str | None]]) -> BulkResult:
    """`codes`: for each permit why its case was not done; None if it was."""
    codes = list(codes)
    return BulkResult(
        done=[permit_id for permit_id, code in codes if not code],
        failed=[BulkFailure(permit_id=permit_id, code=code) for permit_id, code in codes if code],
    )
