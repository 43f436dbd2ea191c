"""What is on sale: the kinds of permits and of changes, as in `data/catalogue.json`."""

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
    """From this date on. `basis`: how sure we are of it."""

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
    """For tenancies of up to so many months only."""


class PlacesPerProperty(_Data):
    default: Annotated[int, Field(ge=1)]
    zones: dict[str, Annotated[int, Field(ge=1)]]


class ChangeOnSale(_Data):
    """What a change of a permit costs, by the day on which it is asked for, and what has to be shown for it."""

    prices: Annotated[list[Price], Field(min_length=1)]
    documents: Annotated[list[DocumentKind], Field(min_length=1)]


class Catalogue(_Data):
    """`data/catalogue.json`, checked."""

    about: str
    terms_version: str
    places_per_property: PlacesPerProperty
    permit_types: list[TypeOnSale]
    changes: dict[ChangeKind, ChangeOnSale]
    documents: dict[DocumentKind, str]
