"""DVLA's Vehicle Enquiry Service: what DVLA has on record of a registration, never who keeps the vehicle.

Facts: `tests/contract/dvla_vehicle.json`. The registration is sent in the body and the key in a header; neither is
logged. An incomplete 200, or a status other than 200, 400 and 404, counts as no answer.
"""

import json

from pydantic import BaseModel, Field, ValidationError

from permits.rules.vehicle_enquiries import RegisteredVehicle
from portal.context import Context
from portal.log import Log
from portal.outside import Http, NoReply, OutsideCall
from portal.problems import Refusal

NOT_ON_RECORD = {400, 404}
"""DVLA has no such vehicle, or none could have such a registration here: a foreign one, for example."""
UNAVAILABLE = Refusal(
    "vehicle_enquiry_unavailable",
    "DVLA does not answer at the moment. Decide without it, or try again in a few minutes.",
    retry_after=60,
)


OFF = Refusal("vehicle_enquiry_off", "DVLA is not asked here: compare the plate with the document.")


class _Answer(BaseModel):
    """DVLA's answer. `registration` is required, so that a 200 from some other service is not taken for DVLA's."""

    registration: str = Field(alias="registrationNumber")
    type_approval: str = Field(alias="typeApproval", default="")
    wheelplan: str = ""


class Dvla:
    def __init__(self, http: Http, address: str, key: str, log: Log) -> None:
        self._http = http
        self._address = address.rstrip("/")
        self._key = key
        self._log = log

    @classmethod
    def from_context(cls, context: Context) -> "Dvla":
        """The client. 1 call in the life of the process, for the key; none where enquiries are switched off."""
        on = context.settings.vehicle_enquiry == "dvla"
        key = context.secret(context.settings.dvla_api_key_arn).decode().strip() if on else ""
        return cls(context.http, context.settings.dvla_url, key, context.log)

    def vehicle(self, vrm: str) -> RegisteredVehicle | Refusal | None:
        """The vehicle with this registration; None if DVLA has none. A Refusal if enquiries are switched off or DVLA
        does not answer. 1 call of DVLA, which changes nothing there.
        """
        if not self._key:
            return OFF
        headers = {"x-api-key": self._key, "Content-Type": "application/json", "Accept": "application/json"}
        body = json.dumps({"registrationNumber": vrm}).encode()
        url = f"{self._address}/v1/vehicles"
        try:
            reply = self._http(OutsideCall("dvla", "vehicle", "POST", url, headers, body))
        except NoReply as error:
            return self._unavailable(str(error))
        if reply.status in NOT_ON_RECORD:
            return None
        if reply.status != 200:
            return self._unavailable(f"vehicle: {reply.status}")
        try:
            found = _Answer.model_validate_json(reply.body)
        except ValidationError:
            return self._unavailable("vehicle: cannot be read")
        return RegisteredVehicle(type_approval=found.type_approval, wheelplan=found.wheelplan)

    def _unavailable(self, why: str) -> Refusal:
        self._log.line("vehicle_enquiry_unavailable", why=why)
        return UNAVAILABLE
