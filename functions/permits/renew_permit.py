"""Renew a permit for the same vehicle and property, at the price on the renewal's first day."""

from datetime import date
from typing import Annotated

from pydantic import Field

from permits.model import PermitId, TermsAccepted
from permits.rules.catalogue import catalogue
from permits.rules.renewing import RenewalTerms, renewal
from permits.store.applications import Applications
from permits.store.permits import Permits
from permits.views import PermitView, permit_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap
from portal.shapes import Input


class Renewal(Input):
    months: Annotated[int | None, Field(title="the number of months", ge=1, le=12)] = None
    tenancy_ends_on: Annotated[date | None, Field(title="the day on which your tenancy ends")] = None
    terms_accepted: TermsAccepted


@operation(
    "POST",
    "/v1/permits/{permit_id}/renewals",
    access="resident",
    status=201,
    idempotent=True,
    calls=6,
    problems=(
        "not_live",
        "too_early",
        "too_late",
        "renewed_already",
        "no_place_free",
        "vehicle_has_permit",
        "too_many_applications",
    ),
)
def renew_permit(
    request: Request[Renewal], permit_id: PermitId, permits: Permits, applications: Applications, documents: Documents
) -> PermitView:
    body, now = request.body, request.now
    permit = applications.repeated(request.idempotency)
    if permit is None:
        read = unwrap(permits.owned_by(request.caller.account_id, permit_id))
        newest = permits.renewal_of(read)
        wanted = RenewalTerms(body.months, body.tenancy_ends_on)
        new = unwrap(renewal(read, newest, wanted, applications.new_identity(now), catalogue(), now))
        permit = applications.renew(read, new, request.idempotency, now)
    made = unwrap(permit)
    return permit_view(made, documents.of("permit", made.permit_id), now)


handler = renew_permit.lambda_handler
