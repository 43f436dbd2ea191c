"""The result of an operation on several cases: each case succeeds or fails on its own."""

from collections.abc import Iterable

from permits.model import PermitId
from portal.shapes import View

MOST_CASES = 50
"""The most cases in one request: a page of the queue."""


class BulkFailure(View):
    permit_id: PermitId
    code: str


class BulkResult(View):
    """The result for each case. A case that was named twice is listed once."""

    done: list[PermitId]
    failed: list[BulkFailure]


def bulk_result(codes: Iterable[tuple[PermitId, str | None]]) -> BulkResult:
    """The result from pairs of a permit's id and a problem's code, which is None if the case succeeded."""
    codes = list(codes)
    return BulkResult(
        done=[permit_id for permit_id, code in codes if not code],
        failed=[BulkFailure(permit_id=permit_id, code=code) for permit_id, code in codes if code],
    )
