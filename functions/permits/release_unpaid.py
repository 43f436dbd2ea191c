"""What was not paid, or stayed without its documents or an answer, in time: applications and changes end."""

from collections.abc import Mapping
from datetime import datetime

from permits.deadlines import do_due
from permits.model import Permit
from permits.rules.change_deadlines import change_lapsed
from permits.rules.money import lapsed
from permits.rules.transitions import Transition
from portal.consume import job
from portal.context import Context


@job
def release_unpaid(context: Context) -> Mapping[str, int]:
    """2 calls when nothing is due, 2 more for each application that is."""
    return {"lapsed": do_due(context, "lapse", _ended)}


def _ended(permit: Permit, now: datetime) -> Transition | None:
    return lapsed(permit, now) or change_lapsed(permit, now)


handler = release_unpaid.lambda_handler
