"""What is on sale: the types of permits and kinds of changes, as in `data/catalogue.json`."""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from portal.shapes import Frozen

type PermitType = Literal["resident", "disabled_resident", "motorcycle", "temporary_resident", "student"]
type DocumentKind = Literal["v5c", "blue_badge", "tenancy_agreement", "proof_of_residency"]
type ChangeKind = Literal["vehicle", "address"]


class _Data(Frozen):
    model_config = ConfigDict(extra="forbid")


class Price(_Data):
    """A price from a date on. `basis`: where the figure comes from, and so how sure it is."""

    from_date: Annotated[date, Field(alias="from")]
    pence: Annotated[int, Field(ge=0)]
    basis: Literal["published", "inferred", "unconfirmed"]


class Duration(_Data):
    months: Annotated[int, Field(ge=1, le=12)]
    prices: Annotated[list[Price], Field(min_length=1)]


class TypeOnSale(_Data):
    permit_type: PermitType
    name: str
    who_for: str
    vehicle_class: Literal["car", "motorcycle"]
    documents: list[DocumentKind]
    durations: Annotated[list[Duration], Field(min_length=1)]
    needs_tenancy_end: bool = False
    longest_tenancy_months: Annotated[int | None, Field(ge=1)] = None
    """The longest tenancy, in months, for which this type is sold; None: any."""


class PlacesPerProperty(_Data):
    default: Annotated[int, Field(ge=1)]
    zones: dict[str, Annotated[int, Field(ge=1)]]


class ChangeOnSale(_Data):
    """A kind of change: its prices, of which the day of the request decides, and the documents that it needs."""

    prices: Annotated[list[Price], Field(min_length=1)]
    documents: Annotated[list[DocumentKind], Field(min_length=1)]


class Catalogue(_Data):
    """The contents of `data/catalogue.json`, validated."""

    about: str
    terms_version: str
    places_per_property: PlacesPerProperty
    permit_types: list[TypeOnSale]
    changes: dict[ChangeKind, ChangeOnSale]
    documents: dict[DocumentKind, str]
