"""Get a day of the ledger with its cases, in which GOV.UK Pay has something else; open cases first."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from payments.reconciliation_views import DayView, day_view
from payments.store.ledger import Ledger
from portal.api import Request, operation
from portal.london import today
from portal.shapes import Query


class DayQuery(Query):
    """Which day. `date`: left out for yesterday."""

    date: Annotated[dt.date | None, Field(title="the date")] = None


@operation("GET", "/v1/officer/reconciliation", access="officer:payments", calls=2)
def get_reconciliation(request: Request[None], wanted: DayQuery, ledger: Ledger) -> DayView:
    day = wanted.date or today(request.now) - dt.timedelta(days=1)
    return day_view(day, ledger.entries(day), ledger.cases(day))


handler = get_reconciliation.lambda_handler
