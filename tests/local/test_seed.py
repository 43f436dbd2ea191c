"""The sample addresses are what the gazetteer expects, and show every case."""

import csv
from collections import Counter

from local.seed import GROUPS, OFFICERS, SAMPLE, SAMPLE_PROPERTY, address_item
from portal.address import COUNTY_DISTRICTS, NEIGHBOURS


def rows() -> list[dict[str, str]]:
    """The sample."""
    with (SAMPLE / "addresses.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_an_address_as_the_table_holds_it() -> None:
    row = {
        "uprn": "990000001006",
        "lines": "Flat 1, 16 Market Place",
        "town": "Loughborough",
        "postcode": "LE11 3ED",
        "custodian_code": "2410",
        "permit_zone": "Z3",
    }
    assert address_item(row) == {
        "pk": "POSTCODE#LE113ED",
        "sk": "UPRN#990000001006",
        "uprn": "990000001006",
        "lines": ["Flat 1", "16 Market Place"],
        "town": "Loughborough",
        "postcode": "LE11 3ED",
        "custodian_code": 2410,
        "permit_zone": "Z3",
    }
    assert "permit_zone" not in address_item(row | {"permit_zone": ""})


def test_the_sample_covers_the_county_and_its_neighbours() -> None:
    assert {int(row["custodian_code"]) for row in rows()} == COUNTY_DISTRICTS.keys() | NEIGHBOURS.keys()
    assert all(not row["permit_zone"] for row in rows() if int(row["custodian_code"]) in NEIGHBOURS)
    assert any(not row["permit_zone"] for row in rows() if int(row["custodian_code"]) in COUNTY_DISTRICTS)


def test_no_property_is_there_twice() -> None:
    assert max(Counter(row["uprn"] for row in rows()).values()) == 1
    assert max(Counter((row["lines"], row["postcode"]) for row in rows()).values()) == 1


def test_the_sample_property_lies_in_a_zone() -> None:
    house = SAMPLE_PROPERTY["house"]
    at_postcode = [row for row in rows() if row["postcode"] == SAMPLE_PROPERTY["postcode"]]
    assert [row["permit_zone"] for row in at_postcode if row["lines"].startswith(f"{house} ")] == ["Z3"]


def test_every_group_has_an_officer_and_payments_two() -> None:
    count = Counter(group for officer in OFFICERS for group in officer.groups)
    assert count.keys() == set(GROUPS)
    assert count["payments"] >= 2
