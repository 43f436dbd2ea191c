"""A stand-in for DVLA's Vehicle Enquiry Service, shaped by its description.

Registrations of DVLA's own test service give errors: `ER19BAD`, `ER19NFD`, `ER19THR`, `ER19ERR` and `ER19MNT` are
answered with 400, 404, 429, 500 and 503. `L2WPS` is a motorcycle; every other registration is a car.
"""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

MOTORCYCLE = "L2WPS"
ERRORS = {
    "ER19BAD": (400, "Bad Request", "Invalid format for field - vehicle registration number"),
    "ER19NFD": (404, "Vehicle Not Found", "Record for vehicle not found"),
    "ER19THR": (429, "Too Many Requests", "Too many requests"),
    "ER19ERR": (500, "Internal Server Error", "System error occurred"),
    "ER19MNT": (503, "Service Unavailable", "Service is in maintenance mode"),
}


def answer(headers: Mapping[str, str], body: bytes, key: str) -> tuple[int, dict[str, Any]]:
    """Status and body of the answer. `headers`: names in lower case."""
    if headers.get("x-api-key") != key:
        return 403, {"message": "Forbidden"}
    vrm = str(json.loads(body)["registrationNumber"])
    if vrm in ERRORS:
        status, title, detail = ERRORS[vrm]
        return status, {"errors": [{"status": str(status), "title": title, "detail": detail}]}
    kind = {"typeApproval": "L3", "wheelplan": "2 WHEEL"} if vrm == MOTORCYCLE else {"typeApproval": "M1"}
    facts = {"make": "ROVER", "colour": "BLUE", "taxStatus": "Taxed", "yearOfManufacture": 2019}
    return 200, {"registrationNumber": vrm, "wheelplan": "2 AXLE RIGID BODY", **facts, **kind}


async def vehicles(request: Request, key: str) -> Response:
    """POST /dvla/v1/vehicles."""
    status, said = answer(request.headers, await request.body(), key)
    return JSONResponse(said, status)
