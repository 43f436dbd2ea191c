"""An officer's request for a payment."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from payments.model import Requested
from portal.bill import LEAST_PENCE, LONGEST_DESCRIPTION, MOST_PENCE
from portal.ids import Ulid
from portal.payment import Charge
from portal.shapes import Input

FOR_KIND = "bill"
"""The `for_kind` in the events of such payments. No other domain acts on it, as it would on an application's
payment.
"""


class About(Input):
    kind: Annotated[Literal["permit", "other"], Field(title="what it is for")]
    id: Annotated[Ulid | None, Field(title="the permit’s id")] = None


class PaymentRequest(Input):
    """A payment to ask for. `amount_pence`: from 30p to £100,000, the limits of GOV.UK Pay's card services. `tell_by`:
    the channels of the first notice.
    """

    account_id: Annotated[Ulid, Field(title="the account")]
    amount_pence: Annotated[int, Field(title="the amount in pence", ge=LEAST_PENCE, le=MOST_PENCE)]
    description: Annotated[
        str, StringConstraints(min_length=1, max_length=LONGEST_DESCRIPTION), Field(title="the description")
    ]
    due_date: Annotated[date, Field(title="the due date")]
    about: Annotated[About, Field(alias="for", title="what it is for")]
    tell_by: Annotated[
        list[Literal["email", "text", "post"]], Field(title="how to tell the payer", min_length=1, max_length=3)
    ]


def charged(body: PaymentRequest, payment_id: str, officer: str) -> tuple[Charge, Requested]:
    """The charge, and how it was asked for. `officer`: the `sub` of the officer who asks."""
    charge = Charge(
        payment_id=payment_id,
        account_id=body.account_id,
        for_kind=FOR_KIND,
        for_id=payment_id,
        description=body.description,
        amount_pence=body.amount_pence,
        due_date=body.due_date,
        hold=False,
    )
    about, ways = body.about, tuple(sorted(set(body.tell_by)))
    return charge, Requested(by=officer, about_kind=about.kind, about_id=about.id, tell_by=ways)
