"""Ask to change a permit's vehicle. The change has a price and is reviewed; the old vehicle stays covered until
approval.
"""

from typing import Annotated

from pydantic import Field, StrictBool

from permits.change_views import ChangeView, change_view
from permits.model import PermitId
from permits.model_changes import CHANGE, ChangeReason, change_subject
from permits.rules.catalogue import catalogue
from permits.rules.changes import vehicle_change
from permits.store.changes import Changes
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap
from portal.shapes import Input
from portal.uk import Vrm


class VehicleChange(Input):
    vrm: Annotated[Vrm, Field(title="the new vehicle's registration")]
    vrm_confirmed: StrictBool = False
    why: Annotated[ChangeReason, Field(title="why the registration changes")]


@operation(
    "POST",
    "/v1/permits/{permit_id}/vehicle-changes",
    access="resident",
    status=201,
    idempotent=True,
    calls=7,
    problems=(
        "permit_not_active",
        "change_open",
        "too_many_changes",
        "vehicle_has_permit",
        "no_place_free",
        "too_many_applications",
    ),
)
def change_vehicle(
    request: Request[VehicleChange], permit_id: PermitId, permits: Permits, changes: Changes, documents: Documents
) -> ChangeView:
    body, now, on = request.body, request.now, catalogue()
    made = changes.repeated(request.idempotency)
    if made is None:
        read = unwrap(permits.owned_by(request.caller.account_id, permit_id))
        ids = changes.new_ids(now)
        new = vehicle_change(read, body.vrm, body.why, ids, on, now, confirmed=body.vrm_confirmed)
        made = changes.make(unwrap(new), read, request.idempotency, now)
    permit, change_id = unwrap(made)
    return change_view(permit, change_id, documents.of(CHANGE, change_subject(permit_id, change_id)))


handler = change_vehicle.lambda_handler
