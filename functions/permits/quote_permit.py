"""Get a price for a permit, valid for 24 hours. No account is needed."""

from datetime import date
from typing import Annotated

from pydantic import Field

from permits.model import DocumentNeeded, Product, Quote
from permits.model_catalogue import PermitType
from permits.rules.catalogue import catalogue, documents_needed, quoted, type_on_sale
from permits.store.properties import Properties
from permits.store.quotes import Quotes
from portal.api import Request, operation
from portal.clock import Instant
from portal.ids import SecretId
from portal.london import today
from portal.problems import unwrap
from portal.shapes import Input, View
from portal.uk import Uprn


class QuoteRequest(Input):
    uprn: Annotated[Uprn, Field(title="the property's UPRN")]
    permit_type: Annotated[PermitType, Field(title="the kind of permit")]
    months: Annotated[int, Field(title="the number of months", ge=1, le=12)]
    start_date: Annotated[date | None, Field(title="the first day")] = None


class QuoteView(View):
    quote_id: SecretId
    permit_type: PermitType
    months: int
    start_date: date
    price_pence: int
    documents: list[DocumentNeeded]
    expires_at: Instant


@operation(
    "POST",
    "/v1/permit-quotes",
    access="public",
    status=201,
    idempotent=True,
    calls=3,
    problems=("addresses_unavailable",),
)
def quote_permit(request: Request[QuoteRequest], properties: Properties, quotes: Quotes) -> QuoteView:
    body, day = request.body, today(request.now)
    quote = quotes.repeated(request.idempotency)
    if quote is None:
        first_day = body.start_date or day
        price = unwrap(quoted(catalogue(), body.permit_type, body.months, first_day, day))
        place = unwrap(properties.in_a_zone(body.uprn))
        product = Product(permit_type=body.permit_type, months=body.months, property=place)
        quote = quotes.make(product, first_day, price, request.idempotency, request.now)
    return _view(unwrap(quote))


def _view(quote: Quote) -> QuoteView:
    on, product = catalogue(), quote.product
    return QuoteView(
        quote_id=quote.quote_id,
        permit_type=product.permit_type,
        months=product.months,
        start_date=quote.start_date,
        price_pence=quote.price_pence,
        documents=documents_needed(on, type_on_sale(on, product.permit_type).documents),
        expires_at=quote.ends_at,
    )


handler = quote_permit.lambda_handler
