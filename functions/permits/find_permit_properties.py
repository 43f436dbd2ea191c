"""Find the properties at a postcode and house number or name, and whether each can have a permit now. How many permits
a household has is never shown.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from permits.store.permits import Permits
from permits.store.properties import Properties, outside
from portal.address import PostalAddress, at_house
from portal.api import Request, operation
from portal.problems import unwrap
from portal.shapes import Input, View
from portal.uk import Postcode

MOST = 100
"""The most properties in an answer. A postcode has fewer addresses; DynamoDB reads at most 100 items at once."""


class PropertySearch(Input):
    postcode: Annotated[Postcode, Field(title="a postcode")]
    house: Annotated[str, StringConstraints(min_length=1, max_length=100), Field(title="the house number or name")]


class PermitProperty(View):
    """A property. `zone`, `place_free`: null if it can have no permit of ours; `instead` then says whom to ask."""

    uprn: str
    address: PostalAddress
    zone: str | None
    place_free: bool | None
    instead: str | None


class PermitPropertyList(View):
    items: list[PermitProperty]


@operation("POST", "/v1/permit-properties", access="public", calls=2, problems=("addresses_unavailable",))
def find_permit_properties(
    request: Request[PropertySearch], properties: Properties, permits: Permits
) -> PermitPropertyList:
    found = at_house(unwrap(properties.at(request.body.postcode)), request.body.house)[:MOST]
    zoned = [(one.uprn, one.permit_zone) for one in found if one.permit_zone]
    free = dict(zip((uprn for uprn, _ in zoned), permits.places_free(zoned, request.now), strict=True))
    items = [
        PermitProperty(
            uprn=one.uprn,
            address=one.address,
            zone=one.permit_zone,
            place_free=free.get(one.uprn),
            instead=None if one.permit_zone else outside(one),
        )
        for one in found
    ]
    return PermitPropertyList(items=items)


handler = find_permit_properties.lambda_handler
