"""DVLA's stand-in in this process. Every call is checked against the description of DVLA's service
(`tests/contract`).
"""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from local import dvla
from portal.outside import OutsideCall, OutsideReply
from tests.support.template import ROOT

ADDRESS = "https://driver-vehicle-licensing.api.gov.uk/vehicle-enquiry"


@cache
def described() -> Any:
    return json.loads((ROOT / "tests" / "contract" / "dvla_vehicle.json").read_text("utf-8"))


def over_dvla(call: OutsideCall, key: str = "the text of DvlaApiKey") -> OutsideReply:
    """The stand-in's reply.

    Raises: AssertionError for a call that DVLA's description does not allow.
    """
    assert (call.method, call.url) == ("POST", f"{ADDRESS}/v1/vehicles")
    assert call.body is not None
    check("request", json.loads(call.body))
    status, body = dvla.answer({name.lower(): value for name, value in call.headers.items()}, call.body, key)
    if status != 403:
        check("vehicle" if status == 200 else "error", body)
    return OutsideReply(status, {"content-type": "application/json"}, json.dumps(body).encode())


def check(what: str, body: Any) -> None:
    Draft202012Validator(described()[what]).validate(body)
