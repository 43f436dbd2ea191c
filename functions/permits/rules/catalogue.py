"""What is on sale on a day, and for how much. Pure: the catalogue is an argument."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from permits.model import DocumentNeeded, DurationView
from permits.model_catalogue import Catalogue, ChangeKind, DocumentKind, PermitType, TypeOnSale
from portal.problems import FieldError, Refusal, invalid

FILE = Path(__file__).parent.parent / "data" / "catalogue.json"
EARLIEST_START, LATEST_START = timedelta(0), timedelta(days=30)


@cache
def catalogue() -> Catalogue:
    """The council's catalogue, read from its file once.

    Raises: pydantic.ValidationError naming what is wrong in it.
    """
    return Catalogue.model_validate_json(FILE.read_bytes())


def type_on_sale(on: Catalogue, permit_type: PermitType) -> TypeOnSale:
    """The catalogue's entry for this type. Raises: StopIteration if there is none (a fault of ours: the schema lists
    the types).
    """
    return next(one for one in on.permit_types if one.permit_type == permit_type)


def price(one: TypeOnSale, months: int, first_day: date) -> int | None:
    """The price in pence of so many months from that day: the newest price in force then. None if it is not on sale."""
    begun = [
        band
        for duration in one.durations
        if duration.months == months
        for band in duration.prices
        if band.from_date <= first_day
    ]
    return max(begun, key=lambda band: band.from_date).pence if begun else None


def price_of_change(on: Catalogue, kind: ChangeKind, day: date) -> int:
    """The price in pence of a change requested on that day. Raises: ValueError before the first price (a fault of
    ours).
    """
    return max((band for band in on.changes[kind].prices if band.from_date <= day), key=lambda one: one.from_date).pence


def prices(one: TypeOnSale, first_day: date) -> list[DurationView]:
    found = [(duration.months, price(one, duration.months, first_day)) for duration in one.durations]
    return [DurationView(months=months, price_pence=pence) for months, pence in found if pence is not None]


def quoted(on: Catalogue, permit_type: PermitType, months: int, first_day: date, today: date) -> int | Refusal:
    """The price in pence of a permit with that first day; a Refusal if it cannot be bought."""
    if not today + EARLIEST_START <= first_day <= today + LATEST_START:
        words = "Choose a first day from today to 30 days ahead."
        return invalid(FieldError("start_date", "start_out_of_range", words))
    one = type_on_sale(on, permit_type)
    pence = price(one, months, first_day)
    if pence is None:
        sold = " or ".join(str(duration.months) for duration in one.durations)
        return invalid(FieldError("months", "not_sold", f"This permit is sold for {sold} months."))
    return pence


def places_per_property(on: Catalogue, zone: str | None) -> int:
    """The most permits that one property may have at a time."""
    return on.places_per_property.zones.get(zone or "", on.places_per_property.default)


def shortest_months(on: Catalogue) -> int:
    return min(duration.months for one in on.permit_types for duration in one.durations)


def documents_needed(on: Catalogue, kinds: list[DocumentKind]) -> list[DocumentNeeded]:
    return [DocumentNeeded(kind=kind, title=on.documents[kind]) for kind in kinds]
