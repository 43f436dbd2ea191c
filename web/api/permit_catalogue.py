"""The permits on sale, and what somebody who buys one is told: the properties, the price."""

from dataclasses import dataclass

from web.api.accounts import Address
from web.api.answers import from_fields
from web.api.client import Json
from web.api.permit_documents import NeededDocument


@dataclass(frozen=True)
class Duration:
    months: int
    price_pence: int


@dataclass(frozen=True)
class PermitType:
    permit_type: str
    name: str
    who_for: str
    durations: tuple[Duration, ...]
    documents: tuple[NeededDocument, ...]

    @classmethod
    def of(cls, body: Json) -> "PermitType":
        return from_fields(
            cls,
            body,
            durations=tuple(from_fields(Duration, one) for one in body["durations"]),
            documents=tuple(NeededDocument.of(one) for one in body["documents"]),
        )

    @property
    def for_tenants(self) -> bool:
        """Whether the last day of a tenancy has to be given, which is so where a tenancy agreement is needed."""
        return any(document.kind == "tenancy_agreement" for document in self.documents)


@dataclass(frozen=True)
class Catalogue:
    types: tuple[PermitType, ...]
    terms_version: str

    def get(self, permit_type: str) -> PermitType | None:
        return next((one for one in self.types if one.permit_type == permit_type), None)


@dataclass(frozen=True)
class Property:
    """A property. `instead`: whom to ask where no permit of ours can be had for it; empty otherwise."""

    uprn: str
    address: Address
    zone: str
    place_free: bool
    instead: str

    @classmethod
    def of(cls, body: Json) -> "Property":
        return from_fields(cls, body, address=Address.of(body["address"]), place_free=bool(body["place_free"]))

    @classmethod
    def all_of(cls, body: Json) -> list["Property"]:
        return [cls.of(item) for item in body["items"]]


@dataclass(frozen=True)
class Quote:
    quote_id: str
    price_pence: int
    expires_at: str

    @classmethod
    def of(cls, body: Json) -> "Quote":
        return from_fields(cls, body)
