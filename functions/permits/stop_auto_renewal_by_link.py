"""Stop an automatic renewal by the link in its announcement, without signing in."""

from typing import Annotated

from pydantic import Field, StringConstraints

from permits.auto_renewals import switch
from permits.store.permits import Permits
from portal.api import Request, operation
from portal.problems import Refusal, unwrap
from portal.shapes import Input
from portal.stop_link import StopLinks

LINK_INVALID = Refusal("link_invalid", "We do not know this link. Copy the whole of it from our email.")


class StopToken(Input):
    token: Annotated[str, StringConstraints(min_length=1, max_length=300), Field(title="the link from our email")]


@operation(
    "POST",
    "/v1/auto-renewal-stops",
    access="public",
    status=204,
    calls=4,
    problems=("link_invalid", "not_found", "not_live"),
)
def stop_auto_renewal_by_link(request: Request[StopToken], links: StopLinks, permits: Permits) -> None:
    """`token` may be the whole link from the email. A renewal that is stopped already gives no error."""
    permit_id = links.permit_id_of(request.body.token.rpartition("#")[2])
    read = permits.get(permit_id) if permit_id else LINK_INVALID
    unwrap(switch(permits, unwrap(read), request.now, on=False))


handler = stop_auto_renewal_by_link.lambda_handler
