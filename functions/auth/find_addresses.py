"""The addresses of a postcode, with what the council knows of each place."""

from typing import Annotated

from pydantic import Field, StringConstraints

from auth.store.addresses import Addresses
from portal.address import FoundAddress, at_house
from portal.api import Request, operation
from portal.problems import unwrap
from portal.shapes import Input, View
from portal.uk import Postcode


class AddressSearch(Input):
    postcode: Annotated[Postcode, Field(title="a postcode")]
    house: Annotated[str | None, StringConstraints(max_length=100), Field(title="the house number or name")] = None


class AddressList(View):
    """The addresses found; empty if the gazetteer has none: the address can then be typed instead."""

    items: list[FoundAddress]


@operation("POST", "/v1/address-searches", access="public", calls=1, problems=("addresses_unavailable",))
def find_addresses(request: Request[AddressSearch], addresses: Addresses) -> AddressList:
    found = unwrap(addresses.at_postcode(request.body.postcode))
    return AddressList(items=at_house(found, request.body.house))


handler = find_addresses.lambda_handler
