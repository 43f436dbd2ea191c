import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.address_parts import in_small_letters, passed_over, written

TOWN = {"POST_TOWN": "LOUGHBOROUGH", "POSTCODE": "LE113ED"}


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        ({"BUILDING_NUMBER": "12", "THOROUGHFARE_NAME": "MARKET PLACE"}, ["12 Market Place"]),
        ({"BUILDING_NAME": "12A", "THOROUGHFARE_NAME": "MARKET PLACE"}, ["12A Market Place"]),
        ({"BUILDING_NAME": "1-3", "THOROUGHFARE_NAME": "MARKET PLACE"}, ["1-3 Market Place"]),
        (
            {"SUB_BUILDING_NAME": "FLAT 2", "BUILDING_NUMBER": "16", "THOROUGHFARE_NAME": "MARKET PLACE"},
            ["Flat 2", "16 Market Place"],
        ),
        (
            {"SUB_BUILDING_NAME": "2A", "BUILDING_NAME": "THE COURT", "THOROUGHFARE_NAME": "HIGH STREET"},
            ["2A The Court", "High Street"],
        ),
        (
            {
                "BUILDING_NUMBER": "3",
                "DEPENDENT_THOROUGHFARE_NAME": "MILL YARD",
                "THOROUGHFARE_NAME": "HIGH STREET",
                "DOUBLE_DEPENDENT_LOCALITY": "NETHER END",
                "DEPENDENT_LOCALITY": "BARROW UPON SOAR",
            },
            ["3 Mill Yard", "High Street", "Nether End", "Barrow upon Soar"],
        ),
        ({"BUILDING_NUMBER": "3", "DEPENDENT_LOCALITY": "NEWTOWN LINFORD"}, ["3 Newtown Linford"]),
        (
            {
                "ORGANISATION_NAME": "A SHOP",
                "DEPARTMENT_NAME": "RETURNS",
                "PO_BOX_NUMBER": "7",
                "THOROUGHFARE_NAME": "X ROAD",
            },
            ["A Shop", "Returns", "PO Box 7", "X Road"],
        ),
    ],
)
def test_royal_mails_address(parts: dict[str, str], lines: list[str]) -> None:
    address = written(parts | TOWN)
    assert (address.lines, address.town, address.postcode) == (lines, "Loughborough", "LE11 3ED")


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        ({"PAO_START_NUMBER": "12"}, ["12 Market Place"]),
        ({"PAO_START_NUMBER": "12", "PAO_START_SUFFIX": "A"}, ["12A Market Place"]),
        ({"PAO_START_NUMBER": "1", "PAO_END_NUMBER": "3", "PAO_END_SUFFIX": "B"}, ["1-3B Market Place"]),
        ({"SAO_TEXT": "FLAT 2", "PAO_START_NUMBER": "16"}, ["Flat 2", "16 Market Place"]),
        ({"SAO_START_NUMBER": "2", "PAO_TEXT": "THE COURT"}, ["2 The Court", "Market Place"]),
        ({"ORGANISATION": "A SHOP", "PAO_TEXT": "OLD HALL"}, ["A Shop", "Old Hall", "Market Place"]),
        ({"PAO_TEXT": "OLD HALL", "LOCALITY_NAME": "SHELTHORPE"}, ["Old Hall", "Market Place", "Shelthorpe"]),
        ({"PAO_START_NUMBER": "12", "LOCALITY_NAME": "LOUGHBOROUGH"}, ["12 Market Place"]),
    ],
)
def test_a_councils_address(parts: dict[str, str], lines: list[str]) -> None:
    street = {
        "STREET_DESCRIPTION": "MARKET PLACE",
        "TOWN_NAME": "LOUGHBOROUGH",
        "ADMINISTRATIVE_AREA": "CHARNWOOD",
        "POSTCODE_LOCATOR": "LE11 3ED",
    }
    address = written(parts | street)
    assert (address.lines, address.town, address.postcode) == (lines, "Loughborough", "LE11 3ED")


def test_royal_mails_address_goes_before_the_councils() -> None:
    both = {"PAO_TEXT": "OLD HALL", "STREET_DESCRIPTION": "MARKET PL", "BUILDING_NUMBER": "1", "THOROUGHFARE_NAME": "X"}
    assert written(both | TOWN).lines == ["1 X"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (TOWN, "no house, no street and no name"),
        ({"BUILDING_NAME": "HALL", "POSTCODE": "LE11 3ED"}, "no town"),
        ({"BUILDING_NAME": "HALL", "POST_TOWN": "LOUGHBOROUGH"}, "no postcode"),
        ({"BUILDING_NAME": "HALL", "POST_TOWN": "LOUGHBOROUGH", "POSTCODE": "LE11"}, "full UK postcode"),
    ],
)
def test_what_is_missing_is_named(parts: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        written(parts)


@pytest.mark.parametrize(
    ("capitals", "small"),
    [
        ("ASHBY-DE-LA-ZOUCH", "Ashby-de-la-Zouch"),
        ("ST MARY'S COURT", "St Mary's Court"),
        ("O'NEILL HOUSE", "O'Neill House"),
        ("THE GREEN", "The Green"),
        ("1ST FLOOR, FLAT A", "1st Floor, Flat A"),
        ("12A", "12A"),
        ("MARKET PLACE", "Market Place"),
        ("Market PLACE", "Market PLACE"),
        ("", ""),
    ],
)
def test_capitals_become_small_letters(capitals: str, small: str) -> None:
    assert in_small_letters(capitals) == small


@given(st.text())
def test_only_the_case_changes(text: str) -> None:
    assert in_small_letters(text).casefold() == text.casefold()


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({}, None),
        ({"LOGICAL_STATUS_CODE": "1", "LPI_LOGICAL_STATUS_CODE": "1", "POSTAL_ADDRESS_CODE": "D"}, None),
        ({"POSTAL_ADDRESS_CODE": "N"}, "not a postal address"),
        ({"LOCAL_CUSTODIAN_CODE_DESCRIPTION": "ORDNANCE SURVEY"}, "kept by no council"),
        ({"LOCAL_CUSTODIAN_CODE_DESCRIPTION": "HIGHWAYS ENGLAND"}, "kept by no council"),
        ({"LOGICAL_STATUS_CODE": "8"}, "not an approved address (alternative, provisional or historic)"),
        ({"LPI_LOGICAL_STATUS_CODE": "3"}, "not an approved address (alternative, provisional or historic)"),
    ],
)
def test_what_nobody_should_find(parts: dict[str, str], why: str | None) -> None:
    assert passed_over(parts) == why
