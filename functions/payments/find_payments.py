"""What waits for an officer of the payments team, or the payments of an account, or the one of a reference."""

from typing import Annotated

from pydantic import Field, StringConstraints

from payments.model import Attention, payment_of
from payments.officer_views import PaymentSummary, payment_summary
from payments.store.payments import Page, Payments
from portal.api import Request, operation
from portal.ids import Ulid
from portal.shapes import Paging, View

Reference = Annotated[str, StringConstraints(to_upper=True, max_length=40)]


class PaymentsWanted(Paging):
    """`reference`: a payment's id, or what GOV.UK Pay has as its reference. Of the three the first counts."""

    reference: Annotated[Reference | None, Field(title="a payment’s reference")] = None
    account_id: Annotated[Ulid | None, Field(title="an account")] = None
    status: Annotated[Attention, Field(title="what waits")] = Attention.SECOND_OFFICER


class PaymentsListed(View):
    items: list[PaymentSummary]
    next: str | None


@operation("GET", "/v1/officer/payments", access="officer:payments", calls=1)
def find_payments(request: Request[None], wanted: PaymentsWanted, payments: Payments) -> PaymentsListed:
    page = _page(request, wanted, payments)
    return PaymentsListed(items=[payment_summary(one, request.now) for one in page.payments], next=page.next)


def _page(request: Request[None], wanted: PaymentsWanted, payments: Payments) -> Page:
    if wanted.reference is not None:
        return payments.by_reference(payment_of(wanted.reference))
    if wanted.account_id is not None:
        return payments.page_of_account(wanted.account_id, wanted.next)
    return payments.waiting(wanted.status, request.now, wanted.next)


handler = find_payments.lambda_handler
