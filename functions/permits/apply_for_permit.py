"""An application: it holds one of the property's places from now on, and its payment is due."""

from permits.model import PermitView, PermitWanted
from permits.rules.views import view
from permits.store.applications import Applications
from portal.api import Request, operation
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/permits",
    access="resident",
    status=201,
    idempotent=True,
    calls=4,
    problems=(
        "not_found",
        "addresses_unavailable",
        "no_place_free",
        "vehicle_has_permit",
        "unpaid_application",
        "too_many_applications",
        "not_over",
    ),
)
def apply_for_permit(request: Request[PermitWanted], applications: Applications) -> PermitView:
    caller = request.caller
    wanted = unwrap(applications.wanted(request.body, caller.account_id, request.now))
    permit = unwrap(applications.make(request.body, wanted, caller.account_id, request.idempotency, request.now))
    return view(permit, documents=None)


handler = apply_for_permit.lambda_handler
