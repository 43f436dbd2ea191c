"""Changes of a permit, and the types that permits and changes share."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from permits.model_catalogue import ChangeKind, DocumentKind
from portal.address import PostalAddress
from portal.clock import Stored
from portal.shapes import Frozen

type ChangeReason = Literal["another_vehicle", "new_plate"]

type Money = Literal["none", "due", "authorised", "taken", "released"]
"""The state of a payment for a permit or a change. `authorised`: the money is held on the payer's card."""


class Property(Frozen):
    """The property that a permit is for."""

    uprn: str
    address: PostalAddress
    zone: str


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
        """Whether an officer still has to decide on the change."""
        return self is ChangeStatus.AWAITING_PAYMENT or self.decidable

    @property
    def decidable(self) -> bool:
        """Whether an officer may decide on the change now."""
        return self in {ChangeStatus.IN_REVIEW, ChangeStatus.INFORMATION_NEEDED}


class Change(Frozen):
    """One change of a live permit: of its vehicle (`vrm`, `why`) or of its property.

    `money`, `payment_version`, `all_clean`, `scanned`, `asked_at`, `queued_at`, `capture_at`: as in `Permit`.
    `answered`: the last question has been answered; `repeated`: it was asked a second time. `lapses_at`: when the
    change ends unless its payment, its documents or an answer have come.
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
    payment_version: int = 0
    documents: list[DocumentKind]
    all_clean: bool = False
    scanned: dict[str, int] = Field(default_factory=dict)
    reason: str | None = None
    answered: bool = False
    repeated: bool = False
    created_at: Stored
    asked_at: Stored | None = None
    queued_at: Stored | None = None
    lapses_at: Stored | None = None
    capture_at: Stored | None = None

    def waits_for_holder(self) -> bool:
        """Whether the change waits for the holder's payment, documents or answer."""
        return self.status.open and self.lapses_at is not None


CHANGE = "permit_change"
"""The kind under which payments and documents of a change are kept; their id is that of `change_subject`."""


def change_subject(permit_id: str, change_id: str) -> str:
    return f"{permit_id}-{change_id}"


def subject(permit_id: str, change_id: str | None) -> tuple[str, str]:
    """The kind and the id under which documents are kept: of the given change, or of the permit itself."""
    return (CHANGE, change_subject(permit_id, change_id)) if change_id else ("permit", permit_id)
