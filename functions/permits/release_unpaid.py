"""Applications that were not paid, or stayed without their documents, for 24 hours: their places are free again."""

from collections.abc import Mapping

from permits.deadlines import do_due
from permits.rules.money import lapsed
from portal.consume import job
from portal.context import Context


@job
def release_unpaid(context: Context) -> Mapping[str, int]:
    """2 calls when nothing is due, 2 more for each application that is."""
    return {"lapsed": do_due(context, "lapse", lapsed)}


handler = release_unpaid.lambda_handler
