"""Job: end applications and changes whose payment, documents or answer did not come in time."""

from collections.abc import Mapping
from datetime import datetime

from permits.auto_renewals import writes_to_lapse
from permits.deadlines import do_due
from permits.model import Permit
from permits.rules.change_deadlines import change_lapsed
from permits.rules.renewing_itself import lapsed
from permits.rules.transitions import Transition
from portal.consume import job
from portal.context import Context


@job
def release_unpaid(context: Context) -> Mapping[str, int]:
    """End each application or change that is due. 2 calls, and 2 more for each; 3 for an automatic renewal."""
    return {"lapsed": do_due(context, "lapse", _ended, writes_to_lapse)}


def _ended(permit: Permit, now: datetime) -> Transition | None:
    return lapsed(permit, now) or change_lapsed(permit, now)


handler = release_unpaid.lambda_handler
