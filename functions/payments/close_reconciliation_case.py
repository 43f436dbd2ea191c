"""Close a difference between the ledger and GOV.UK Pay, with a word on what it was."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from payments.reconciliation_views import CaseId, ReconciliationCase, case_view
from payments.store.ledger import Ledger
from portal.api import Request, operation
from portal.problems import NOT_FOUND, unwrap
from portal.shapes import Input


class CaseClosure(Input):
    word: Annotated[str, StringConstraints(min_length=1, max_length=500), Field(title="what it was")]


@operation(
    "POST",
    "/v1/officer/reconciliation-cases/{case_id}/closure",
    access="officer:payments",
    idempotent=True,
    calls=2,
    problems=("case_closed",),
)
def close_reconciliation_case(request: Request[CaseClosure], case_id: CaseId, ledger: Ledger) -> ReconciliationCase:
    day, difference, pay_id = case_id.split("~")
    case = unwrap(ledger.case(_date(day), difference, pay_id))
    return case_view(unwrap(ledger.close_case(case, request.body.word, request.officer, request.idempotency)))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return unwrap(NOT_FOUND)


handler = close_reconciliation_case.lambda_handler
