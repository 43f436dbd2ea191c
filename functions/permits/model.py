"""What a parking permit is. Names and statuses are those of the API's description and of "Life of a permit"."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from portal.address import PostalAddress
from portal.clock import Instant, Stored
from portal.ids import SecretId, Ulid
from portal.shapes import Frozen, Input, VersionedView, View
from portal.uk import Uprn, Vrm

type PermitType = Literal["resident", "disabled_resident", "motorcycle", "temporary_resident", "student"]
type DocumentKind = Literal["v5c", "blue_badge", "tenancy_agreement", "proof_of_residency"]

PermitId = Ulid


class Status(StrEnum):
    AWAITING_PAYMENT = "awaiting_payment"
    IN_REVIEW = "in_review"
    INFORMATION_NEEDED = "information_needed"
    APPROVED = "approved"
    ACTIVE = "active"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


# -------------------------------------------------------------------------------------------------------- the catalogue


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


class PlacesPerProperty(_Data):
    default: Annotated[int, Field(ge=1)]
    zones: dict[str, Annotated[int, Field(ge=1)]]


class Catalogue(_Data):
    """`data/catalogue.json`, checked."""

    about: str
    terms_version: str
    places_per_property: PlacesPerProperty
    permit_types: list[TypeOnSale]
    documents: dict[DocumentKind, str]


# ------------------------------------------------------------------------------------------------------------- a permit


class Property(Frozen):
    """Where the permit is for."""

    uprn: str
    address: PostalAddress
    zone: str


class Wanted(Frozen):
    """What is applied for: a type and a duration, for a property. `price_pence` is that of the first day."""

    permit_type: PermitType
    months: int
    property: Property


class Quote(Frozen):
    """A price that stands for 24 hours, for whoever holds its id."""

    quote_id: str
    wanted: Wanted
    start_date: date
    price_pence: int
    ends_at: Stored


class Happened(Frozen):
    """One entry of a permit's timeline, in words for its holder."""

    at: Stored
    what: str
    text: str | None = None


class Permit(Frozen):
    """An application and what became of it. `valid_until` is the last day that it covers.

    `ready`: its documents are all looked through, so that it joins the queue. `lapses_at`: until when it waits for
    what is needed from the applicant. `capture_at`: when a hold that nobody decided about is to be taken.
    """

    permit_id: str
    reference: str
    account_id: str
    wanted: Wanted
    vrm: str
    status: Status
    price_pence: int
    start_date: date
    valid_from: date
    valid_until: date
    auto_renew: bool
    tenancy_ends_on: date | None = None
    terms_version: str
    payment_id: str | None = None
    from_permit_id: str | None = None
    documents: list[DocumentKind]
    ready: bool = False
    money: Literal["none", "due", "held", "taken", "released"] = "none"
    reason: str | None = None
    created_at: Stored
    queued_at: Stored | None = None
    lapses_at: Stored | None = None
    capture_at: Stored | None = None
    timeline: list[Happened] = Field(default_factory=list)
    kept_until: Stored | None = None
    """Its holder's account is closed, and who they were is removed: this is what stays, until then."""
    version: int = 1


# -------------------------------------------------------------------------------------------------------- what comes in


WAYS = ({"quote_id"}, {"from_permit_id"}, {"uprn", "permit_type", "months"})


def _accepted(answer: bool) -> bool:
    if not answer:
        raise PydanticCustomError("not_accepted", "You need to accept the terms and conditions to have a permit.")
    return answer


class PermitWanted(Input):
    quote_id: Annotated[SecretId | None, Field(title="the quote")] = None
    from_permit_id: Annotated[PermitId | None, Field(title="the earlier application")] = None
    uprn: Annotated[Uprn | None, Field(title="the property's UPRN")] = None
    permit_type: Annotated[PermitType | None, Field(title="the kind of permit")] = None
    months: Annotated[int | None, Field(title="the number of months", ge=1, le=12)] = None
    vrm: Annotated[Vrm, Field(title="the vehicle's registration")]
    vrm_confirmed: StrictBool = False
    start_date: Annotated[date, Field(title="the first day")]
    tenancy_ends_on: Annotated[date | None, Field(title="the day on which your tenancy ends")] = None
    auto_renew: StrictBool = False
    terms_accepted: Annotated[StrictBool, AfterValidator(_accepted), Field(title="your agreement to the terms")]

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = {name for way in WAYS for name in way if getattr(self, name) is not None}
        if given not in WAYS:
            words = "Give quote_id, or from_permit_id, or uprn with permit_type and months."
            raise PydanticCustomError("one_way_only", words)
        return self


# -------------------------------------------------------------------------------------------------------------- answers


class DurationView(View):
    months: int
    price_pence: int


class DocumentNeeded(View):
    kind: str
    title: str


class DocumentView(View):
    kind: str
    title: str
    status: str
    document_id: str | None = None


class HappenedView(View):
    at: Instant
    what: str
    text: str | None


type Can = Literal["pay", "add_documents", "reply", "withdraw", "apply_again"]


class PermitView(VersionedView):
    """`can`: what its holder may do now. `money`: what became of the payment."""

    permit_id: PermitId
    reference: str
    permit_type: PermitType
    status: Status
    address: PostalAddress
    zone: str
    vrm: str
    months: int
    price_pence: int
    valid_from: date
    valid_until: date
    auto_renew: bool
    payment_id: str | None
    money: Literal["none", "due", "held", "taken", "released"]
    reason: str | None
    documents: list[DocumentView]
    timeline: list[HappenedView]
    can: list[Can]


class PermitSummary(View):
    """A permit in its holder's list."""

    permit_id: PermitId
    reference: str
    permit_type: PermitType
    status: Status
    address: PostalAddress
    zone: str
    vrm: str
    valid_from: date
    valid_until: date
    price_pence: int
    payment_id: str | None
    created_at: Instant


type QueueStatus = Literal["in_review", "information_needed"]


class CaseSummary(View):
    """A case in the officers' queue. `case_id`: of the application itself it is the permit's."""

    case_id: str
    kind: Literal["application"]
    permit_id: PermitId
    reference: str
    permit_type: PermitType
    status: Status
    zone: str
    queued_at: Instant
    start_date: date


class ApplicantView(View):
    """Whom an officer may telephone or write to."""

    email: str
    first_name: str
    last_name: str
    phone: str


class CaseView(View):
    """All that an officer decides upon."""

    case_id: str
    kind: Literal["application"]
    permit: PermitView
    applicant: ApplicantView | None
    tenancy_ends_on: date | None
