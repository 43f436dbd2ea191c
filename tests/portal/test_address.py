import pytest

from portal.address import FoundAddress, PostalAddress, at_house, is_house


def found(uprn: str, *lines: str) -> FoundAddress:
    address = PostalAddress(lines=list(lines), town="Loughborough", postcode="LE11 3ED")
    return FoundAddress(uprn=uprn, address=address, in_county=True, district="Charnwood", permit_zone=None)


STREET = [
    found("1", "10 High Street"),
    found("2", "2 High Street"),
    found("3", "Flat 1", "10 High Street"),
    found("4", "Rose Cottage, High Street"),
    found("5", "100 High Street"),
]


@pytest.mark.parametrize(
    ("house", "uprns"),
    [
        (None, ["4", "3", "2", "1", "5"]),
        ("", ["4", "3", "2", "1", "5"]),
        ("10", ["3", "1"]),
        ("flat 1", ["3"]),
        ("  Flat   1 ", ["3"]),
        ("rose cottage", ["4"]),
        ("1", ["3"]),
        ("0", []),
        ("cottage rose", []),
    ],
)
def test_a_house_is_found_by_whole_words_in_the_order_of_the_street(house: str | None, uprns: list[str]) -> None:
    assert [one.uprn for one in at_house(STREET, house)] == uprns


SPELLED = [
    found("1", "Flat 1", "16 Market Place"),
    found("2", "Flat 11", "16 Market Place"),
    found("3", "12 Market Place"),
    found("4", "12A Market Place"),
    found("5", "3 St Mary's Court"),
    found("6", "18-20 Church Gate"),
    found("7", "2 Ashby-de-la-Zouch Road"),
]


@pytest.mark.parametrize(
    ("house", "uprn"),
    [
        ("Flat 1, 16 Market Place", "1"),
        ("flat 1 16 market place", "1"),
        ("FLAT 11,16 Market Place.", "2"),
        ("12, Market Place", "3"),
        ("No. 12", "3"),
        ("No 12 Market Place", "3"),
        ("number 12,", "3"),
        ("12 A", "4"),
        ("12a market place", "4"),
        ("St Mary\u2019s Court", "5"),
        ("St. Marys Court", "5"),
        ("St Mary\u00b4s Court", "5"),
        ("18\u201320", "6"),
        ("18 - 20 Church Gate", "6"),
        ("2 Ashby de la Zouch Road", "7"),
        ("\uff11\uff12 Market\u00a0Place", "3"),
    ],
)
def test_a_house_is_found_however_it_is_spelled(house: str, uprn: str) -> None:
    assert [one.uprn for one in at_house(SPELLED, house)] == [uprn]


@pytest.mark.parametrize(
    ("house", "is_it"),
    [
        ("1", False),
        ("Flat 1", True),
        ("flat 1, 16", False),
        ("16", True),
        ("No. 16 Market Pl", False),
        ("place", False),
    ],
)
def test_a_flat_is_no_house_of_its_number(house: str, is_it: bool) -> None:
    assert is_house(["Flat 1", "16 Market Place"], house) is is_it
