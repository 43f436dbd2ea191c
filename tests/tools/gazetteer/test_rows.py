"""Every product's columns lead to the same address; what is none is told from what is wrong."""

import pytest

from tools.gazetteer.rows import PassedOver, address, columns
from tools.steps import ToolError

PLUS = {
    "UPRN": "010001234567",
    "CHANGE_TYPE": "I",
    "STATE": "2",
    "LOCAL_CUSTODIAN_CODE": "2410",
    "RM_ORGANISATION_NAME": "",
    "SUB_BUILDING_NAME": "FLAT 2",
    "BUILDING_NAME": "",
    "BUILDING_NUMBER": "16",
    "PAO_START_NUMBER": "16",
    "STREET_DESCRIPTION": "MARKET PLACE",
    "THOROUGHFARE": "MARKET PLACE",
    "LOCALITY": "",
    "TOWN_NAME": "LOUGHBOROUGH",
    "POST_TOWN": "LOUGHBOROUGH",
    "POSTCODE": "LE11 3ED",
    "POSTCODE_LOCATOR": "LE11 3ED",
    "ADDRESSBASE_POSTAL": "D",
}
CORE = {
    "UPRN": "10001234567",
    "SINGLE_LINE_ADDRESS": "FLAT 2, 16, MARKET PLACE, LOUGHBOROUGH, LE11 3ED",
    "SUB_BUILDING": "FLAT 2",
    "BUILDING_NUMBER": "16",
    "STREET_NAME": "MARKET PLACE",
    "LOCALITY": "",
    "TOWN_NAME": "LOUGHBOROUGH",
    "POST_TOWN": "LOUGHBOROUGH",
    "POSTCODE": "LE11 3ED",
    "GSS_CODE": "E07000130",
    "CHANGE_CODE": "I",
}
LLPG = {
    "uprn": "10001234567",
    "custodian_code": "2410",
    "logical_status": "1",
    "sao_text": "FLAT 2",
    "pao_start_number": "16",
    "street_descriptor": "MARKET PLACE",
    "locality": "LOUGHBOROUGH",
    "town_name": "LOUGHBOROUGH",
    "postcode": "le113ed",
}
STORED = {
    "pk": "POSTCODE#LE113ED",
    "sk": "UPRN#10001234567",
    "uprn": "10001234567",
    "lines": ["Flat 2", "16 Market Place"],
    "town": "Loughborough",
    "postcode": "LE11 3ED",
    "custodian_code": 2410,
}


@pytest.mark.parametrize("row", [PLUS, CORE, LLPG], ids=["AddressBase Plus", "AddressBase Core", "LLPG"])
def test_one_house_in_every_product(row: dict[str, str]) -> None:
    names = columns(list(row))
    assert address(names, list(row.values()), {}).item == STORED
    zoned = address(names, list(row.values()), {"10001234567": "Z3"})
    assert zoned.item == STORED | {"permit_zone": "Z3"}
    assert zoned.zone_dropped is None


def read(**changes: str) -> dict[str, object]:
    row = PLUS | changes
    return dict(address(columns(list(row)), list(row.values()), {"10001234567": "Z3"}).item)


def test_a_zone_outside_the_county_is_no_zone_of_ours() -> None:
    row = PLUS | {"LOCAL_CUSTODIAN_CODE": "2465"}
    found = address(columns(list(row)), list(row.values()), {"10001234567": "Z3"})
    assert "permit_zone" not in found.item
    assert found.zone_dropped == "Z3"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"UPRN": ""}, "the UPRN is not a number"),
        ({"UPRN": "12x"}, "the UPRN is not a number"),
        ({"UPRN": "1234567890123"}, "the UPRN is not a number"),
        ({"LOCAL_CUSTODIAN_CODE": "Charnwood"}, "LOCAL_CUSTODIAN_CODE is not a number"),
        ({"POSTCODE": "LE1"}, "UK postcode"),
        ({"POST_TOWN": "", "TOWN_NAME": ""}, "no town"),
        ({"BUILDING_NUMBER": "16\ufffd"}, "not UTF-8"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(**changes)


def test_a_line_with_too_few_columns_is_wrong() -> None:
    with pytest.raises(ValueError, match="2 columns instead of 17"):
        address(columns(list(PLUS)), ["1", "2"], {})


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"ADDRESSBASE_POSTAL": "N"}, "not a postal address"),
        ({"POSTCODE": "", "POSTCODE_LOCATOR": ""}, "without a postcode"),
    ],
)
def test_what_is_no_address_is_not_wrong(changes: dict[str, str], why: str) -> None:
    with pytest.raises(PassedOver, match=why):
        read(**changes)


@pytest.mark.parametrize("status", ["3", "6", "8"])
def test_only_approved_addresses_of_an_llpg_count(status: str) -> None:
    row = LLPG | {"logical_status": status}
    with pytest.raises(PassedOver, match="not an approved address"):
        address(columns(list(row)), list(row.values()), {})


def test_a_council_far_away_is_not_wrong() -> None:
    row = CORE | {"GSS_CODE": "E07000001"}
    with pytest.raises(PassedOver, match="beyond our neighbours"):
        address(columns(list(row)), list(row.values()), {})


def test_a_file_of_changes_is_refused() -> None:
    with pytest.raises(ToolError, match="full supply"):
        read(CHANGE_TYPE="D")


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["10001234567", "LE11 3ED"], "UPRN is not among them"),
        (["UPRN", "POSTCODE"], "LOCAL_CUSTODIAN_CODE"),
        (["UPRN", "CUSTODIAN_CODE"], "POSTCODE"),
    ],
)
def test_a_header_that_does_not_say_enough(header: list[str], said: str) -> None:
    with pytest.raises(ToolError, match=said):
        columns(header)


def test_a_byte_order_mark_hides_no_column() -> None:
    assert columns(["\ufeffUPRN", "CUSTODIAN_CODE", "POSTCODE"])[0] == "UPRN"
