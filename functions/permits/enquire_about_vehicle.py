"""Ask DVLA whether the vehicle of a case is on its record, and is of the class that the permit is for."""

from typing import Annotated

from pydantic import Field

from permits.dvla import Dvla
from permits.model import PermitId
from permits.queue_views import CaseSummary, case_summary
from permits.rules.catalogue import catalogue, type_on_sale
from permits.rules.vehicle_enquiries import VehicleEnquiry, compared
from permits.store.cases import Cases
from portal.api import Request, operation
from portal.ids import Ulid
from portal.people import People
from portal.problems import unwrap
from portal.shapes import Input


class VehicleEnquiryRequest(Input):
    case_id: Annotated[Ulid | None, Field(title="the case")] = None


@operation(
    "PUT",
    "/v1/officer/permits/{permit_id}/vehicle-enquiry",
    access="officer:permits",
    calls=3,
    problems=("vehicle_enquiry_off", "vehicle_enquiry_unavailable"),
)
def enquire_about_vehicle(
    request: Request[VehicleEnquiryRequest], permit_id: PermitId, cases: Cases, people: People, dvla: Dvla
) -> CaseSummary:
    officer, now = request.officer, request.now
    read = unwrap(cases.get(permit_id, request.body.case_id or permit_id))
    vehicle_class = type_on_sale(catalogue(), read.permit_type).vehicle_class
    answer = compared(unwrap(dvla.vehicle(read.vrm)), vehicle_class)
    asked = cases.save_enquiry(VehicleEnquiry(at=now, answer=answer), read, officer)
    return case_summary(asked, people.card(asked.account_id), officer.sub, now)


handler = enquire_about_vehicle.lambda_handler
