"""An officer's request for a payment."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from payments.model import Requested
from payments.rules.billing import described_by_reference
from portal.bill import LEAST_PENCE, LONGEST_DESCRIPTION, MOST_PENCE
from portal.ids import Ulid, as_reference
from portal.payment import Charge
from portal.problems import FieldError, Refusal, invalid
from portal.request_card import RequestCard
from portal.shapes import Input

FOR_KIND = "bill"
"""The `for_kind` in the events of such payments. No other domain acts on it, as it would on an application's
payment.
"""


class About(Input):
    """What a payment is for. `id`: of the permit. `reference`: of the care request, as somebody types it."""

    kind: Annotated[Literal["permit", "request", "other"], Field(title="what it is for")]
    id: Annotated[Ulid | None, Field(title="the permit’s id")] = None
    reference: Annotated[
        str | None,
        StringConstraints(max_length=20),
        AfterValidator(lambda text: text and as_reference(text)),
        Field(title="the request’s reference"),
    ] = None


class PaymentRequest(Input):
    """A payment to ask for. `amount_pence`: from 30p to £100,000, the limits of GOV.UK Pay's card services. `tell_by`:
    the channels of the first notice, unless the request that it is about has said which are safe. `description`: not
    for a request, whose payment is described by the request's reference alone.
    """

    account_id: Annotated[Ulid, Field(title="the account")]
    amount_pence: Annotated[int, Field(title="the amount in pence", ge=LEAST_PENCE, le=MOST_PENCE)]
    description: Annotated[
        str | None, StringConstraints(min_length=1, max_length=LONGEST_DESCRIPTION), Field(title="the description")
    ] = None
    due_date: Annotated[date, Field(title="the due date")]
    about: Annotated[About, Field(alias="for", title="what it is for")]
    tell_by: Annotated[
        list[Literal["email", "text", "post"]], Field(title="how to tell the payer", min_length=1, max_length=3)
    ]


def charged(
    body: PaymentRequest, card: RequestCard | None, payment_id: str, officer: str
) -> tuple[Charge, Requested] | Refusal:
    """The charge, and how it was asked for. `card`: of the request with the reference in `body`; None if there is none.
    `officer`: the `sub` of the officer who asks.
    """
    about, ways = body.about, tuple(sorted(set(body.tell_by)))
    theirs = card if card is not None and card.account_id == body.account_id else None
    if about.kind == "request":
        described = described_by_reference(body.description, theirs.reference if theirs else None)
    else:
        described = body.description or invalid(FieldError("description", "missing", "Enter what the payment is for."))
    if isinstance(described, Refusal):
        return described
    charge = Charge(
        payment_id=payment_id,
        account_id=body.account_id,
        for_kind=FOR_KIND,
        for_id=payment_id,
        description=described,
        amount_pence=body.amount_pence,
        due_date=body.due_date,
        hold=False,
    )
    asked = Requested(by=officer, about_kind=about.kind, about_id=about.id, tell_by=ways)
    if about.kind == "request" and theirs is not None:
        safe = {"tell_by": theirs.safe_by, "safe_by": theirs.safe_by}
        asked = asked.model_copy(update={"about_id": theirs.request_id, "reference": theirs.reference, **safe})
    return charge, asked
