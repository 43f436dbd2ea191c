"""OS Places' stand-in: answers about the sample addresses, shaped like its own (`tests/contract/os_places_*.json`)."""

import csv
import json
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from local.seed import SAMPLE
from portal.outside import OutsideCall, OutsideReply
from tests.support.template import ROOT

ADDRESS = "https://api.os.uk/search/places/v1"


@cache
def recorded(name: str) -> Any:
    """A recorded answer. `name`: `postcode`, `uprn`, `nothing` or `refused`."""
    return json.loads((ROOT / "tests" / "contract" / f"os_places_{name}.json").read_text("utf-8"))


def over_os_places(call: OutsideCall, key: str = "the text of OsPlacesKey") -> OutsideReply:
    """The stand-in's reply about the sample. A wrong key is refused."""
    address = urlsplit(call.url)
    assert call.url.startswith(ADDRESS), call.url
    assert call.method == "GET"
    if call.headers.get("key") != key:
        return _reply(401, recorded("refused"))
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    name = address.path.rpartition("/")[2]
    wanted = {"postcode": "postcode", "uprn": "uprn"}[name]
    found = [row for row in _sample() if row[wanted] == query[wanted]]
    offset, most = int(query.get("offset", 0)), int(query["maxresults"])
    header = {**recorded("postcode")["header"], "uri": call.url, "offset": offset, "totalresults": len(found)}
    page = [{"DPA": _dpa(row)} for row in found[offset : offset + most]]
    return _reply(200, {"header": header} | ({"results": page} if page else {}))


@cache
def _sample() -> list[dict[str, str]]:
    with (SAMPLE / "addresses.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def _dpa(row: dict[str, str]) -> dict[str, Any]:
    """A row of the sample as OS Places gives it, in capitals. Fields that do not describe the place are as recorded."""
    *flat, street = row["lines"].upper().split(", ")
    number, _, thoroughfare = street.partition(" ")
    same = {"SUB_BUILDING_NAME", "BUILDING_NAME", "BUILDING_NUMBER"}
    return {
        **{name: value for name, value in recorded("postcode")["results"][0]["DPA"].items() if name not in same},
        "UPRN": row["uprn"],
        "ADDRESS": f"{row['lines']}, {row['town']}, {row['postcode']}".upper(),
        **({"SUB_BUILDING_NAME": flat[0]} if flat else {}),
        "BUILDING_NUMBER" if number.isdigit() else "BUILDING_NAME": number,
        "THOROUGHFARE_NAME": thoroughfare,
        "POST_TOWN": row["town"].upper(),
        "POSTCODE": row["postcode"],
        "LOCAL_CUSTODIAN_CODE": int(row["custodian_code"]),
    }


def _reply(status: int, body: Any) -> OutsideReply:
    return OutsideReply(status, {"content-type": "application/json;charset=UTF-8"}, json.dumps(body).encode())
