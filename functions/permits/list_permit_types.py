"""List the types of permit on sale today, with their durations, prices and documents."""

from permits.model import DocumentNeeded, DurationView
from permits.model_catalogue import PermitType
from permits.rules.catalogue import catalogue, documents_needed, places_per_property, prices
from portal.api import Request, operation
from portal.london import today
from portal.shapes import Query, View


class PermitTypeView(View):
    permit_type: PermitType
    name: str
    who_for: str
    durations: list[DurationView]
    documents: list[DocumentNeeded]
    max_per_property: int


class PermitTypeList(View):
    """The types on sale. `terms_version`: the version of the terms and conditions that a buyer agrees to."""

    items: list[PermitTypeView]
    terms_version: str


class ZoneQuery(Query):
    zone: str | None = None


@operation("GET", "/v1/permit-types", access="public", calls=0)
def list_permit_types(request: Request[None], where: ZoneQuery) -> PermitTypeList:
    on = catalogue()
    items = [
        PermitTypeView(
            permit_type=one.permit_type,
            name=one.name,
            who_for=one.who_for,
            durations=prices(one, today(request.now)),
            documents=documents_needed(on, one.documents),
            max_per_property=places_per_property(on, where.zone),
        )
        for one in on.permit_types
    ]
    return PermitTypeList(items=items, terms_version=on.terms_version)


handler = list_permit_types.lambda_handler
