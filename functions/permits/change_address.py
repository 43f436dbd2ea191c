"""Ask to move a permit to another property of the same zone. An officer reviews the change; it is free."""

from typing import Annotated

from pydantic import Field

from permits.change_views import ChangeView, change_view
from permits.model import PermitId
from permits.model_changes import CHANGE, change_subject
from permits.rules.catalogue import catalogue
from permits.rules.changes import address_change
from permits.store.changes import Changes
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap
from portal.shapes import Input
from portal.uk import Uprn


class AddressChange(Input):
    uprn: Annotated[Uprn, Field(title="the new property's UPRN")]


@operation(
    "POST",
    "/v1/permits/{permit_id}/address-changes",
    access="resident",
    status=201,
    idempotent=True,
    calls=7,
    problems=(
        "permit_not_active",
        "change_open",
        "too_many_changes",
        "different_zone",
        "no_place_free",
        "vehicle_has_permit",
        "too_many_applications",
        "addresses_unavailable",
    ),
)
def change_address(
    request: Request[AddressChange], permit_id: PermitId, permits: Permits, changes: Changes, documents: Documents
) -> ChangeView:
    now, made = request.now, changes.repeated(request.idempotency)
    if made is None:
        read = unwrap(permits.owned_by(request.caller.account_id, permit_id))
        place = unwrap(changes.property_at(request.body.uprn))
        new = unwrap(address_change(read, place, changes.new_ids(now), catalogue(), now))
        made = changes.make(new, read, request.idempotency, now)
    permit, change_id = unwrap(made)
    return change_view(permit, change_id, documents.of(CHANGE, change_subject(permit_id, change_id)))


handler = change_address.lambda_handler
