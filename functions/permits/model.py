"""What a parking permit is. Names and statuses are those of the API's description and of `docs/rules/permits.md`."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from portal.address import PostalAddress
from portal.clock import Stored
from portal.ids import SecretId, Ulid
from portal.shapes import Frozen, Input, View
from portal.uk import Uprn, Vrm

type PermitType = Literal["resident", "disabled_resident", "motorcycle", "temporary_resident", "student"]
type DocumentKind = Literal["v5c", "blue_badge", "tenancy_agreement", "proof_of_residency"]

type ChangeKind = Literal["vehicle", "address"]
type ChangeReason = Literal["another_vehicle", "new_plate"]

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

    @property
    def undecided(self) -> bool:
        """Whether an officer has still to decide on the application."""
        return self in {Status.AWAITING_PAYMENT, Status.IN_REVIEW, Status.INFORMATION_NEEDED}

    @property
    def decidable(self) -> bool:
        """Whether an officer may decide on the application now."""
        return self in {Status.IN_REVIEW, Status.INFORMATION_NEEDED}

    @property
    def live(self) -> bool:
        """Whether the permit has been granted and not ended."""
        return self in {Status.APPROVED, Status.ACTIVE}

    @property
    def unsuccessful(self) -> bool:
        """Whether the application ended without a permit, so that it may be made again."""
        return self in {Status.REJECTED, Status.LAPSED, Status.WITHDRAWN}


class ChangeStatus(StrEnum):
    AWAITING_PAYMENT = "awaiting_payment"
    IN_REVIEW = "in_review"
    INFORMATION_NEEDED = "information_needed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def open(self) -> bool:
        """Whether an officer has still to decide on it."""
        return self is ChangeStatus.AWAITING_PAYMENT or self.decidable

    @property
    def decidable(self) -> bool:
        """Whether an officer may decide on it now."""
        return self in {ChangeStatus.IN_REVIEW, ChangeStatus.INFORMATION_NEEDED}


type Money = Literal["none", "due", "authorised", "taken", "released"]
"""What became of a permit's payment. `authorised`: it is held on the payer's card."""


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


# ------------------------------------------------------------------------------------------------------------- a permit


class Property(Frozen):
    """Where the permit is for."""

    uprn: str
    address: PostalAddress
    zone: str


class Product(Frozen):
    """What is bought: a type of permit and a duration, for a property."""

    permit_type: PermitType
    months: int
    property: Property


class Quote(Frozen):
    """A price that stands for 24 hours, for whoever holds its id."""

    quote_id: str
    product: Product
    start_date: date
    price_pence: int
    ends_at: Stored


class TimelineEntry(Frozen):
    """One entry of a permit's timeline. `text`: what somebody wrote. `version`: that of the permit with this entry."""

    at: Stored
    what: str
    text: str | None = None
    version: int = 1


class Change(Frozen):
    """One change of a live permit: of its vehicle (`vrm`, `why`) or of its property.

    `money`, `all_clean`, `scanned`, `asked_at`, `queued_at`, `capture_at`: as of a permit. `answered`: the last
    question has its answer. `lapses_at`: when it ends by itself if its payment, its documents or an answer have not
    come.
    """

    change_id: str
    kind: ChangeKind
    status: ChangeStatus
    vrm: str | None = None
    why: ChangeReason | None = None
    property: Property | None = None
    price_pence: int
    payment_id: str | None = None
    money: Money = "none"
    documents: list[DocumentKind]
    all_clean: bool = False
    scanned: dict[str, int] = Field(default_factory=dict)
    reason: str | None = None
    answered: bool = False
    created_at: Stored
    asked_at: Stored | None = None
    queued_at: Stored | None = None
    lapses_at: Stored | None = None
    capture_at: Stored | None = None


class Permit(Frozen):
    """An application and what became of it. `valid_until` is the last day that it covers.

    `all_clean`: each needed document was scanned and is clean. `scanned`: the documents that were scanned, with the
    version of the permit in which each came. `asked_at`: since when a question waits for its answer. `lapses_at`: when
    the application ends if its payment or its documents have not come. `capture_at`: when authorised money is taken if
    nobody has decided.
    """

    permit_id: str
    reference: str
    account_id: str
    product: Product
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
    all_clean: bool = False
    scanned: dict[str, int] = Field(default_factory=dict)
    money: Money = "none"
    reason: str | None = None
    created_at: Stored
    asked_at: Stored | None = None
    queued_at: Stored | None = None
    lapses_at: Stored | None = None
    capture_at: Stored | None = None
    timeline: list[TimelineEntry] = Field(default_factory=list)
    changes: list[Change] = Field(default_factory=list)
    kept_until: Stored | None = None
    """Its holder's account is closed, and who they were is removed: this is what stays, until then."""
    version: int = 1

    def change(self, change_id: str) -> Change | None:
        return next((one for one in self.changes if one.change_id == change_id), None)

    @property
    def open_change(self) -> Change | None:
        """There is at most one."""
        return next((one for one in self.changes if one.status.open), None)

    def with_change(self, changed: Change) -> "Permit":
        """The permit with this change, new or in place of the earlier one of the same id."""
        if self.change(changed.change_id) is None:
            return self.model_copy(update={"changes": [*self.changes, changed]})
        changes = [changed if one.change_id == changed.change_id else one for one in self.changes]
        return self.model_copy(update={"changes": changes})


CHANGE = "permit_change"
"""What a payment or a document of a change is for; the id is that of `change_subject`."""


def change_subject(permit_id: str, change_id: str) -> str:
    return f"{permit_id}-{change_id}"


def subject(permit_id: str, change_id: str | None) -> tuple[str, str]:
    """The kind and the id by which documents are kept: of one change, or of the permit itself."""
    return (CHANGE, change_subject(permit_id, change_id)) if change_id else ("permit", permit_id)


# -------------------------------------------------------------------------------------------------------- what comes in


WAYS = ({"quote_id"}, {"from_permit_id"}, {"uprn", "permit_type", "months"})


def _accepted(answer: bool) -> bool:
    if not answer:
        raise PydanticCustomError("not_accepted", "You need to accept the terms and conditions to have a permit.")
    return answer


class PermitApplication(Input):
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


type Can = Literal["pay", "add_documents", "reply", "withdraw", "apply_again", "change"]
type QueueStatus = Literal["in_review", "information_needed"]
