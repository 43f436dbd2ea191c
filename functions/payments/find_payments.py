"""List the payments that wait for an officer of the payments team, those of an account, or those with a reference."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from payments.model import Attention, payment_of
from payments.officer_views import PayerHint, PaymentSummary, payer_hint, payment_summary
from payments.store.payments import Page, Payments
from portal.api import Request, operation
from portal.contact_card import Channel, chosen_ways, safely
from portal.ids import Ulid, as_payment_reference, as_reference
from portal.people import People
from portal.permit_card import PermitCards
from portal.request_card import RequestCard, RequestCards
from portal.shapes import Paging, View

Reference = Annotated[str, StringConstraints(max_length=40), AfterValidator(as_payment_reference)]


LENGTH_OF_ULID = 26


class OfficerPaymentListQuery(Paging):
    """Which payments. `reference`: a payment's id, the reference that GOV.UK Pay has, or a permit's reference, which
    finds the payments of the permit and its changes. `account_id`: the payments of an account. `status`: the payments
    that wait for this reason. If several are given, the first of the three counts. `about`: with `account_id`, the
    reference of a care request of theirs; the answer then says how they would be told of a payment about it.
    """

    reference: Annotated[Reference | None, Field(title="the reference of a payment or a permit")] = None
    account_id: Annotated[Ulid | None, Field(title="an account")] = None
    status: Annotated[Attention, Field(title="what waits")] = Attention.SECOND_OFFICER
    about: Annotated[
        str | None,
        StringConstraints(max_length=20),
        AfterValidator(lambda text: text and as_reference(text)),
        Field(title="the reference of a request"),
    ] = None


class OfficerPaymentList(View):
    """A page of payments. `payer`: the owner of the account that was asked for; null if none was, or it is closed.
    `told_by`: the channels by which they would be told of a payment about the request that was asked about, none if it
    is empty; null if they have no such request, or none was asked about. `safe_by`: all that the request calls safe,
    null as `told_by`. `may_ring`: whether they may be rung up about that request.
    """

    items: list[PaymentSummary]
    next: str | None
    payer: PayerHint | None
    told_by: list[Channel] | None
    safe_by: list[Channel] | None
    may_ring: bool


@operation("GET", "/v1/officer/payments", access="officer:payments", calls=4)
def find_payments(
    request: Request[None],
    wanted: OfficerPaymentListQuery,
    payments: Payments,
    permits: PermitCards,
    people: People,
    requests: RequestCards,
) -> OfficerPaymentList:
    page = _page(request, wanted, payments, permits)
    account_id = None if wanted.reference else wanted.account_id
    cards = people.cards([*filter(None, [account_id]), *(one.account_id for one in page.payments)])
    payer = cards.get(account_id) if account_id else None
    found = requests.with_reference(wanted.about) if payer and wanted.about else None
    about = found if found and found.account_id == account_id else None
    return OfficerPaymentList(
        items=[payment_summary(one, cards.get(one.account_id), request.now) for one in page.payments],
        next=page.next,
        payer=payer_hint(payer),
        told_by=list(chosen_ways(safely(payer, _safe_by(about)))) if payer and about else None,
        safe_by=_safe_by(about) if about else None,
        may_ring=about is not None and about.may_ring,
    )


def _safe_by(about: RequestCard) -> list[Channel]:
    return [channel for channel in Channel if channel in about.safe_by]


def _page(request: Request[None], wanted: OfficerPaymentListQuery, payments: Payments, permits: PermitCards) -> Page:
    if wanted.reference is not None:
        payment_id, permit = payment_of(wanted.reference), as_reference(wanted.reference)
        ids = [payment_id] if len(payment_id) == LENGTH_OF_ULID else permits.payment_ids(permit)
        return payments.of_ids(ids)
    if wanted.account_id is not None:
        return payments.page_of_account(wanted.account_id, wanted.next)
    return payments.waiting(wanted.status, request.now, wanted.next)


handler = find_payments.lambda_handler
