"""What DVLA's record of a vehicle says about a permit: never a decision, only something to ask about. Pure.

Rules: `docs/rules/permits.md`, "DVLA's record".
"""

from dataclasses import dataclass
from typing import Literal

from portal.clock import Stored
from portal.shapes import Frozen

type EnquiryAnswer = Literal["matches", "not_found", "another_class"]
type VehicleClass = Literal["car", "motorcycle"]

TYPE_APPROVALS = {"M1": "car", "N1": "car"} | dict.fromkeys(("L1", "L2", "L3", "L4", "L5"), "motorcycle")
"""The categories that are parked like a car or like a motorcycle; a van of up to 3.5 tonnes (N1) like a car."""
EITHER = {"L6", "L7"}
"""Light vehicles of four wheels: some are registered as one and some as the other."""


@dataclass(frozen=True)
class RegisteredVehicle:
    """`type_approval`: its category, such as `M1`; `wheelplan`, such as `2 AXLE RIGID BODY`. Each is empty where DVLA
    has none.
    """

    type_approval: str = ""
    wheelplan: str = ""


class VehicleEnquiry(Frozen):
    """That DVLA was asked, when, and whether what it has fits the permit. Nothing else of its answer is kept."""

    at: Stored
    answer: EnquiryAnswer


def compared(vehicle: RegisteredVehicle | None, wanted: VehicleClass) -> EnquiryAnswer:
    """Whether DVLA's record is of the permit's class of vehicle. A record that does not tell contradicts nothing."""
    if vehicle is None:
        return "not_found"
    return "matches" if _class(vehicle) in {wanted, None} else "another_class"


def _class(vehicle: RegisteredVehicle) -> str | None:
    """`other` for what is neither a car nor a motorcycle; None where the record does not tell."""
    category = vehicle.type_approval.strip().upper()[:2]
    if category in EITHER:
        return None
    if category:
        return TYPE_APPROVALS.get(category, "other")
    plan = vehicle.wheelplan.upper().replace("-", " ")
    if "WHEEL" in plan:
        return "motorcycle"
    return "car" if plan.startswith("2 AXLE") else None
