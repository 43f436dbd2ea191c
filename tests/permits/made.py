"""Permits as tests need them: one factory for each entity, with what matters to a test as an argument."""

from datetime import UTC, date, datetime
from typing import Any

from permits.model import Permit, PermitApplication, Product, Status
from permits.model_changes import Property
from permits.rules.applying import Identity
from permits.rules.reservations import Stretch
from portal.address import PostalAddress

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
A_PROPERTY = Property(
    uprn="990000001003",
    address=PostalAddress(lines=["12 Market Place"], town="Loughborough", postcode="LE11 3ED"),
    zone="Z3",
)
IDENTITY = Identity("01M7ZM7Q80MPJF01XBRKFY3TRS", "ABCD2345", "01M7ZM7Q80MPJF01XBRKFY3TRV")
ACCOUNT_ID = "01M7ZM7Q80MPJF01XBRKFY3TRT"


def a_product(permit_type: Any = "resident", months: int = 12) -> Product:
    return Product(permit_type=permit_type, months=months, property=A_PROPERTY)


def a_permit(status: Status = Status.AWAITING_PAYMENT, **changes: Any) -> Permit:
    """A resident permit for a year from today."""
    facts: dict[str, Any] = {
        "permit_id": IDENTITY.permit_id,
        "reference": IDENTITY.reference,
        "account_id": ACCOUNT_ID,
        "product": a_product(),
        "vrm": "AB12CDE",
        "status": status,
        "price_pence": 5500,
        "start_date": TODAY,
        "valid_from": TODAY,
        "valid_until": date(2027, 11, 20),
        "terms_version": "2026-11",
        "payment_id": IDENTITY.payment_id,
        "documents": ["v5c"],
        "money": "due",
        "created_at": NOW,
    }
    return Permit(**facts | changes)


def in_review(status: Status = Status.IN_REVIEW, **changes: Any) -> Permit:
    """Paid for, complete, and in the officers' queue; `status`: or what came of it."""
    return a_permit(status, **{"all_clean": True, "money": "authorised", "queued_at": NOW, **changes})


def an_application(**changes: Any) -> PermitApplication:
    """The body of a request for a permit; the way in which it says for what may be changed."""
    way = {} if {"quote_id", "from_permit_id"} & changes.keys() else {"uprn": A_PROPERTY.uprn} | _TYPE
    facts = {"vrm": "AB12 CDE", "start_date": TODAY, "terms_accepted": True}
    return PermitApplication.model_validate(way | facts | changes)


_TYPE = {"permit_type": "resident", "months": 12}


def a_stretch(permit_id: str, first: date, last: date) -> Stretch:
    return Stretch(permit_id=permit_id, first=first, last=last)
