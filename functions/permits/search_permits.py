"""Search permits of every status. The search, and which field was used, is put on record before anything is shown."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from permits.model import PermitId
from permits.queue_views import FoundPermit, found_permit
from permits.store.permits import Permits
from permits.store.properties import Properties
from permits.store.searches import MOST_FOUND, Found, Searches
from portal.address import at_house
from portal.api import Request, operation
from portal.email_address import EmailAddress
from portal.ids import as_reference
from portal.people import People
from portal.problems import unwrap
from portal.shapes import Input, View
from portal.uk import Postcode, Vrm


class PermitSearch(Input):
    reference: Annotated[
        str | None, StringConstraints(max_length=20), AfterValidator(lambda text: text and as_reference(text))
    ] = None
    vrm: Annotated[Vrm | None, Field(title="the vehicle's registration")] = None
    postcode: Annotated[Postcode | None, Field(title="a postcode")] = None
    house: Annotated[str | None, StringConstraints(min_length=1, max_length=100), Field(title="the house")] = None
    email: Annotated[EmailAddress | None, Field(title="the email address")] = None
    older_than: Annotated[PermitId | None, Field(title="the permit after which to go on")] = None

    @property
    def by(self) -> str:
        return next(name for name in ("reference", "vrm", "postcode", "email") if getattr(self, name))

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [name for name in ("reference", "vrm", "postcode", "email") if getattr(self, name)]
        if len(given) != 1 or (self.house and given != ["postcode"]):
            words = "Give one of reference, vrm, email, or postcode with or without house."
            raise PydanticCustomError("one_of", words)
        return self


class FoundPermitList(View):
    """Permits that were found, the newest first. `next`: the `older_than` of the next page; null if there is none."""

    items: list[FoundPermit]
    next: PermitId | None


@operation(
    "POST",
    "/v1/officer/permit-searches",
    access="officer:permits",
    calls=5,
    problems=("addresses_unavailable",),
)
def search_permits(
    request: Request[PermitSearch], searches: Searches, permits: Permits, properties: Properties, people: People
) -> FoundPermitList:
    searches.note(request.officer.sub, request.body.by, request.now)
    found = _found(request.body, searches, permits, properties, people)
    cards = people.cards(permit.account_id for permit in found.permits)
    items = [found_permit(permit, cards.get(permit.account_id)) for permit in found.permits]
    return FoundPermitList(items=items, next=found.next)


def _found(body: PermitSearch, searches: Searches, permits: Permits, properties: Properties, people: People) -> Found:
    if body.reference:
        return searches.with_reference(body.reference)
    if body.vrm:
        return searches.of_vehicle(body.vrm, body.older_than)
    if body.postcode:
        at = [one.uprn for one in at_house(unwrap(properties.at(body.postcode)), body.house)] if body.house else None
        return searches.at_postcode(body.postcode, at, body.older_than)
    account_id = people.account_id_of(body.email or "")
    mine = permits.all_of_account(account_id) if account_id else []
    older = [one for one in mine if body.older_than is None or one.permit_id < body.older_than]
    shown = older[:MOST_FOUND]
    return Found(shown, next=shown[-1].permit_id if len(older) > MOST_FOUND else None)


handler = search_permits.lambda_handler
