"""Permits. Names and statuses are those of the API's description and of `docs/rules/permits.md`."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from permits.model_auto import AutoRenewal
from permits.model_catalogue import DocumentKind, PermitType
from permits.model_changes import Change, Money, Property
from portal.clock import Stored
from portal.ids import SecretId, Ulid
from portal.shapes import Frozen, Input, Query, View, must_be_true
from portal.uk import Uprn, Vrm

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
        """Whether an officer still has to decide on the application."""
        return self in {Status.AWAITING_PAYMENT, Status.IN_REVIEW, Status.INFORMATION_NEEDED}

    @property
    def decidable(self) -> bool:
        """Whether an officer may decide on the application now."""
        return self in {Status.IN_REVIEW, Status.INFORMATION_NEEDED}

    @property
    def live(self) -> bool:
        """Whether the permit has been granted and has not ended."""
        return self in {Status.APPROVED, Status.ACTIVE}

    @property
    def renewable(self) -> bool:
        """Whether the permit was issued and runs, or has run, to its last day."""
        return self in {Status.ACTIVE, Status.EXPIRED}

    @property
    def unsuccessful(self) -> bool:
        """Whether the application ended without a permit. It may then be made again."""
        return self in {Status.REJECTED, Status.LAPSED, Status.WITHDRAWN}


# ------------------------------------------------------------------------------------------------------------- a permit


class Product(Frozen):
    """A type of permit for a number of months and a property: what a buyer chooses."""

    permit_type: PermitType
    months: int
    property: Property


class Quote(Frozen):
    """A price that is valid for 24 hours. Anybody who knows the quote's id can use it."""

    quote_id: str
    product: Product
    start_date: date
    price_pence: int
    ends_at: Stored


class TimelineEntry(Frozen):
    """One entry of a permit's timeline. `text`: what a person wrote, if anything. `version`: the permit's version from
    this entry on.
    """

    at: Stored
    what: str
    text: str | None = None
    version: int = 1


class Permit(Frozen):
    """An application and the permit that came of it. `valid_until`: the last day that the permit covers.

    `all_clean`: each needed document has been scanned and is clean. `scanned`: the ids of scanned documents, each with
    the permit's version at which it came. `asked_at`: when the open question was asked; None if none is open.
    `lapses_at`: when the application ends unless its payment or documents have come. `capture_at`: when held money is
    taken if nobody has decided. `renews`: the id of the permit that this one continues. `renewal`: the id of the newest
    permit that continues this one, paid for or not; `renewed`: it is paid for. `reminded`: the last reminder sent, in
    days before the last day. `granted`: the permit was issued once, so that it keeps its days if its payment is
    reversed and made again. `payment_version`: the version of the payment at its newest event processed here.
    `moves_from`: the id of a permit in another zone that this one replaces; `moved_to`: the id of the permit that
    replaces this one, which ends the day before that begins.
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
    auto: AutoRenewal | None = None
    tenancy_ends_on: date | None = None
    terms_version: str
    payment_id: str | None = None
    from_permit_id: str | None = None
    renews: str | None = None
    renewal: str | None = None
    renewed: bool = False
    reminded: int | None = None
    granted: bool = False
    payment_version: int = 0
    moves_from: str | None = None
    moved_to: str | None = None
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
    """The holder's account is closed and their personal data removed; what is left is kept until then. None while it is
    open.
    """
    version: int = 1

    @property
    def auto_renew(self) -> bool:
        """Whether automatic renewal is on."""
        return self.auto is not None and self.auto.on

    @property
    def renews_itself(self) -> bool:
        """Whether this is an automatic renewal whose payment is being taken by the holder's agreement."""
        return self.status is Status.AWAITING_PAYMENT and self.auto is not None and self.auto.on and self.auto.itself

    @property
    def unpaid_automatic_renewal(self) -> bool:
        """Whether this is a renewal that was begun automatically and is not paid for yet."""
        return self.status.undecided and self.auto is not None and self.auto.itself

    def change(self, change_id: str) -> Change | None:
        """The change of this id; None if there is none."""
        return next((one for one in self.changes if one.change_id == change_id), None)

    @property
    def open_change(self) -> Change | None:
        """The change that is not yet decided; None if there is none. A permit has at most one."""
        return next((one for one in self.changes if one.status.open), None)

    def with_change(self, changed: Change) -> "Permit":
        """The permit with this change added, or in place of the earlier one with the same id."""
        if self.change(changed.change_id) is None:
            return self.model_copy(update={"changes": [*self.changes, changed]})
        changes = [changed if one.change_id == changed.change_id else one for one in self.changes]
        return self.model_copy(update={"changes": changes})


class Note(Frozen):
    """An officer's note on a permit, for colleagues only. `by`: the officer's `sub`."""

    note_id: str
    at: Stored
    by: str
    text: str


# -------------------------------------------------------------------------------------------------------- what comes in


WAYS = ({"quote_id"}, {"from_permit_id"}, {"uprn", "permit_type", "months"})


TermsAccepted = Annotated[
    StrictBool,
    must_be_true("not_accepted", "You need to accept the terms and conditions to have a permit."),
    Field(title="your agreement to the terms"),
]


class PermitApplication(Input):
    quote_id: Annotated[SecretId | None, Field(title="the quote")] = None
    from_permit_id: Annotated[PermitId | None, Field(title="the earlier application")] = None
    uprn: Annotated[Uprn | None, Field(title="the property's UPRN")] = None
    permit_type: Annotated[PermitType | None, Field(title="the kind of permit")] = None
    months: Annotated[int | None, Field(title="the number of months", ge=1, le=12)] = None
    moves_from: Annotated[PermitId | None, Field(title="the permit whose place it takes")] = None
    vrm: Annotated[Vrm, Field(title="the vehicle's registration")]
    vrm_confirmed: StrictBool = False
    start_date: Annotated[date, Field(title="the first day")]
    tenancy_ends_on: Annotated[date | None, Field(title="the day on which your tenancy ends")] = None
    auto_renew: StrictBool = False
    terms_accepted: TermsAccepted

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = {name for way in WAYS for name in way if getattr(self, name) is not None}
        if given not in WAYS:
            words = "Give quote_id, or from_permit_id, or uprn with permit_type and months."
            raise PydanticCustomError("one_way_only", words)
        return self


class CaseQuery(Query):
    """The case that is meant. `case_id`: the id of a change; none for the application itself."""

    case_id: Ulid | None = None


# -------------------------------------------------------------------------------------------------------------- answers


class DurationView(View):
    months: int
    price_pence: int


class DocumentNeeded(View):
    kind: str
    title: str


type Can = Literal[
    "pay",
    "add_documents",
    "reply",
    "withdraw",
    "apply_again",
    "renew",
    "cancel",
    "change",
    "auto_renew",
    "stop_auto_renew",
]
type QueueStatus = Literal["in_review", "information_needed"]
