"""Job: expire each permit after its last day."""

from collections.abc import Mapping

from permits.deadlines import do_due
from permits.rules.ending import expired
from portal.consume import job
from portal.context import Context


@job
def expire_permits(context: Context) -> Mapping[str, int]:
    """Expire each permit that is due. 2 calls, and 1 more for each."""
    return {"expired": do_due(context, "expire", expired)}


handler = expire_permits.lambda_handler
