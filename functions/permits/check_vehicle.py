"""Check whether a vehicle has a permit that is valid today. If not, list the nearest valid permits: those of similar
registrations, and those of the same registration in other zones. The check is audited first.
"""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from permits.model_catalogue import PermitType
from permits.rules.finding import looks_like, valid_on
from permits.store.searches import Searches
from portal.api import Request, operation
from portal.london import today
from portal.shapes import Input, View
from portal.uk import Vrm


class VehicleCheck(Input):
    vrm: Annotated[Vrm, Field(title="the vehicle's registration")]
    zone: Annotated[str | None, StringConstraints(max_length=20, to_upper=True), Field(title="the zone")] = None


class NearPermit(View):
    """A permit that is valid today, for a registration similar to the one asked for, or for the same one in another
    zone.
    """

    vrm: str
    zone: str


class VehicleCheckResult(View):
    """The result of a check. `permit_type`, `zone`, `valid_until`: of the valid permit; null if there is none. `near`:
    empty if there is one.
    """

    valid: bool
    permit_type: PermitType | None = None
    zone: str | None = None
    valid_until: date | None = None
    near: list[NearPermit]


@operation("POST", "/v1/officer/vehicle-checks", access="officer:enforcement", calls=11)
def check_vehicle(request: Request[VehicleCheck], searches: Searches) -> VehicleCheckResult:
    vrm, zone, day = request.body.vrm, request.body.zone, today(request.now)
    searches.note_check(request.officer.sub, vrm, request.now)
    of_vehicle = [permit for permit in searches.live_of_vehicle(vrm) if valid_on(permit, day)]
    here = [permit for permit in of_vehicle if zone in {None, permit.product.property.zone}]
    if here:
        product = here[0].product
        until, zone = here[0].valid_until, product.property.zone
        return VehicleCheckResult(valid=True, permit_type=product.permit_type, zone=zone, valid_until=until, near=[])
    alike = [permit for permit in searches.similar_plates(vrm) if valid_on(permit, day) and looks_like(permit.vrm, vrm)]
    near = [NearPermit(vrm=permit.vrm, zone=permit.product.property.zone) for permit in (*of_vehicle, *alike)]
    return VehicleCheckResult(valid=False, near=near)


handler = check_vehicle.lambda_handler
