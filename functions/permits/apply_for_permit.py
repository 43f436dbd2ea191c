"""Apply for a permit. The application reserves one of the property's places at once; its payment, if it has a price, is
due.
"""

from permits.model import PermitApplication
from permits.rules.applying import applied
from permits.rules.catalogue import catalogue
from permits.store.applications import Applications
from permits.store.permits import Permits
from permits.views import PermitView, permit_view
from portal.api import Request, operation
from portal.evidence import Documents
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/permits",
    access="resident",
    status=201,
    idempotent=True,
    calls=7,
    problems=(
        "not_found",
        "addresses_unavailable",
        "no_place_free",
        "vehicle_has_permit",
        "unpaid_application",
        "too_many_applications",
        "not_over",
        "permit_not_active",
    ),
)
def apply_for_permit(
    request: Request[PermitApplication], applications: Applications, permits: Permits, documents: Documents
) -> PermitView:
    body, account_id, now = request.body, request.caller.account_id, request.now
    permit = applications.repeated(request.idempotency)
    if permit is None:
        basis = unwrap(applications.basis(body, account_id, now))
        identity, kinds = applications.new_identity(now), basis.carried_kinds
        left_id = body.moves_from or basis.moves_from
        left = unwrap(permits.owned_by(account_id, left_id)) if left_id else None
        new = unwrap(applied(body, basis.product, account_id, identity, catalogue(), now, kinds, moves_from=left))
        permit = applications.make(new, basis.carried, request.idempotency, now)
    made = unwrap(permit)
    return permit_view(made, documents.of("permit", made.permit_id), request.now)


handler = apply_for_permit.lambda_handler
