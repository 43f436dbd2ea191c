"""Switch the automatic renewal of one's own permit on or off."""

from typing import Annotated

from pydantic import Field, StrictBool

from permits.auto_renewals import AutoRenewalState, state, switch
from permits.model import PermitId
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.problems import unwrap
from portal.shapes import Input


class AutoRenewalChoice(Input):
    """The holder's choice. `enabled`: true means that the holder agrees to the words shown on the page."""

    enabled: Annotated[StrictBool, Field(title="whether the permit renews itself")]


@operation(
    "PUT",
    "/v1/permits/{permit_id}/auto-renewal",
    access="resident",
    calls=2,
    problems=("not_found", "not_live"),
)
def set_auto_renewal(request: Request[AutoRenewalChoice], permit_id: PermitId, permits: Permits) -> AutoRenewalState:
    read = unwrap(permits.owned_by(request.caller.account_id, permit_id))
    return state(unwrap(switch(permits, read, request.now, on=request.body.enabled)))


handler = set_auto_renewal.lambda_handler
