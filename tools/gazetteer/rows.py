"""Turns a line of the file into an item of the table, or says why it cannot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.address import COUNTY_DISTRICTS
from portal.address_parts import passed_over, written
from portal.gazetteer import as_stored
from portal.table import Value
from tools.steps import ToolError

ADDRESSBASE_CORE = {
    "ORGANISATION": "ORGANISATION_NAME",
    "PO_BOX": "PO_BOX_NUMBER",
    "SUB_BUILDING": "SUB_BUILDING_NAME",
    "STREET_NAME": "THOROUGHFARE_NAME",
    "LOCALITY": "DEPENDENT_LOCALITY",
    "CHANGE_CODE": "CHANGE_TYPE",
}
ADDRESSBASE_PLUS_AND_LLPG = {
    "RM_ORGANISATION_NAME": "ORGANISATION_NAME",
    "LA_ORGANISATION": "ORGANISATION",
    "THOROUGHFARE": "THOROUGHFARE_NAME",
    "DEPENDENT_THOROUGHFARE": "DEPENDENT_THOROUGHFARE_NAME",
    "STREET_DESCRIPTOR": "STREET_DESCRIPTION",
    "LOCALITY": "LOCALITY_NAME",
    "CUSTODIAN_CODE": "LOCAL_CUSTODIAN_CODE",
    "LOGICAL_STATUS": "LOGICAL_STATUS_CODE",
    "ADDRESSBASE_POSTAL": "POSTAL_ADDRESS_CODE",
}
"""Column names of the products that differ from those of OS Places, which `portal.address_parts` reads."""

CUSTODIAN_OF_GSS = {
    "E07000129": 2405,
    "E07000130": 2410,
    "E07000131": 2415,
    "E07000132": 2420,
    "E07000133": 2430,
    "E07000134": 2435,
    "E07000135": 2440,
    "E06000016": 2465,
    "E06000017": 2470,
}
"""The custodian code of each district by its GSS code, which AddressBase Core has instead."""

CHANGE_ONLY = "FILE holds changes only. Ask for a full supply: what is not in the file counts as gone."


class PassedOver(Exception):
    """A line that is right but is not an address that anybody looks for."""


class Shapeless(ValueError):
    """A line so broken that even its UPRN cannot be trusted."""


@dataclass(frozen=True)
class Address:
    """An address in the table's format. `zone_dropped`: a permit zone left out because the address lies outside the
    county; None otherwise.
    """

    uprn: str
    item: Mapping[str, Value]
    custodian: int
    zone_dropped: str | None


def columns(header: Sequence[str]) -> tuple[str, ...]:
    """The header's columns under the names of OS Places.

    Raises: ToolError if a necessary column is missing.
    """
    given = [name.strip().lstrip("\ufeff").upper() for name in header]
    other = ADDRESSBASE_CORE if "STREET_NAME" in given else ADDRESSBASE_PLUS_AND_LLPG
    names = tuple(other.get(name, name) for name in given)
    if "UPRN" not in names:
        raise ToolError(
            "The first line of FILE must name its columns, as Ordnance Survey does; UPRN is not among them."
        )
    if not {"LOCAL_CUSTODIAN_CODE", "GSS_CODE"} & set(names):
        raise ToolError(
            "FILE needs the column LOCAL_CUSTODIAN_CODE (or GSS_CODE): it says which council serves a house."
        )
    if not {"POSTCODE", "POSTCODE_LOCATOR"} & set(names):
        raise ToolError("FILE needs the column POSTCODE (or POSTCODE_LOCATOR).")
    return names


def address(names: Sequence[str], cells: Sequence[str], zone_of: Mapping[str, str]) -> Address:
    """The address in a line. `zone_of`: permit zones by UPRN.

    Raises: PassedOver; ValueError, whose text says what is wrong; ToolError if the whole file is of the wrong kind.
    """
    whole(cells, len(names))
    if any("\ufffd" in cell for cell in cells):
        raise ValueError("letters that are not UTF-8")
    parts = {name: stripped for name, cell in zip(names, cells, strict=True) if (stripped := cell.strip())}
    if parts.get("CHANGE_TYPE", "I") != "I":
        raise ToolError(CHANGE_ONLY)
    uprn = uprn_of(parts.get("UPRN", ""))
    if why := passed_over(parts):
        raise PassedOver(why)
    if not {"POSTCODE", "POSTCODE_LOCATOR"} & parts.keys():
        raise PassedOver("without a postcode")
    custodian = _custodian(parts)
    zone = zone_of.get(uprn)
    in_county = custodian in COUNTY_DISTRICTS
    item = as_stored(uprn, written(parts), custodian, zone if in_county else None)
    return Address(uprn, item, custodian, None if in_county else zone)


def whole(cells: Sequence[str], columns: int) -> None:
    """Check that the line has the right shape. Raises: Shapeless."""
    if any("\n" in cell for cell in cells):
        raise Shapeless("it runs on into the next line: a quotation mark is not closed")
    if len(cells) != columns:
        raise Shapeless(f"{len(cells)} columns instead of {columns}")


def uprn_of(text: str) -> str:
    """The UPRN without leading zeros.

    Raises: ValueError.
    """
    uprn = text.strip().lstrip("0")
    if not (uprn.isascii() and uprn.isdigit() and len(uprn) <= 12):
        raise ValueError("the UPRN is not a number of up to 12 digits")
    return uprn


def _custodian(parts: Mapping[str, str]) -> int:
    if "LOCAL_CUSTODIAN_CODE" in parts:
        code = parts["LOCAL_CUSTODIAN_CODE"]
        if not (code.isascii() and code.isdigit()):
            raise ValueError("LOCAL_CUSTODIAN_CODE is not a number")
        return int(code)
    if parts.get("GSS_CODE") not in CUSTODIAN_OF_GSS:
        raise PassedOver("of a council beyond our neighbours")
    return CUSTODIAN_OF_GSS[parts["GSS_CODE"]]
