"""Permits whose last day is over: they are expired from then on."""

from collections.abc import Mapping

from permits.deadlines import do_due
from permits.rules.ending import expired
from portal.consume import job
from portal.context import Context


@job
def expire_permits(context: Context) -> Mapping[str, int]:
    """2 calls when nothing is due, 1 more for each permit that is."""
    return {"expired": do_due(context, "expire", expired)}


handler = expire_permits.lambda_handler
