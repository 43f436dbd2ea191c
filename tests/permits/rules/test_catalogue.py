"""What is sold, for how much. The figures are the council's, from its file."""

from datetime import date, timedelta

import pytest

from permits.model_catalogue import PermitType
from permits.rules.catalogue import catalogue, documents_needed, places_per_property, price, quoted, type_on_sale
from portal.problems import Refusal

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("permit_type", "months", "pence"),
    [
        ("resident", 12, 5500),
        ("disabled_resident", 12, 0),
        ("motorcycle", 6, 1375),
        ("motorcycle", 12, 2750),
        ("temporary_resident", 6, 2750),
        ("temporary_resident", 12, 5500),
        ("student", 12, 5500),
    ],
)
def test_todays_prices(permit_type: PermitType, months: int, pence: int) -> None:
    assert quoted(catalogue(), permit_type, months, TODAY, TODAY) == pence


def test_the_price_is_that_of_the_first_day() -> None:
    resident = type_on_sale(catalogue(), "resident")
    assert price(resident, 12, date(2025, 3, 31)) == 5000
    assert price(resident, 12, date(2025, 4, 1)) == 5500


def test_a_resident_permit_is_for_twelve_months_only() -> None:
    refused = quoted(catalogue(), "resident", 6, TODAY, TODAY)
    assert isinstance(refused, Refusal)
    assert refused.errors[0].field == "months"


@pytest.mark.parametrize(("days", "sold"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_permit_starts_today_to_thirty_days_ahead(days: int, *, sold: bool) -> None:
    found = quoted(catalogue(), "resident", 12, TODAY + timedelta(days), TODAY)
    assert isinstance(found, int) == sold


def test_every_document_that_a_type_needs_has_a_title() -> None:
    on = catalogue()
    for one in on.permit_types:
        assert all(needed.title for needed in documents_needed(on, one.documents))


def test_two_places_unless_the_zone_says_otherwise() -> None:
    on = catalogue()
    fewer = on.model_copy(
        update={"places_per_property": on.places_per_property.model_copy(update={"zones": {"Z7": 1}})}
    )
    assert (places_per_property(fewer, "Z3"), places_per_property(fewer, "Z7")) == (2, 1)
