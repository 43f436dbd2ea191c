import pytest

from portal.address import FoundAddress, PostalAddress, at_house


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
